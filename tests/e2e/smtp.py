#!/usr/bin/env python3
"""smtp.py PORT DIR: a mail server on loopback for the tests.

Keeps each message in DIR.  Who it is for decides: later@ is refused with 451
the first time, never@ with 550, all others are taken.  With a file DIR/victim
the process it names is killed right after the next message is kept, before it
hears so.  Prints "ready".
"""
import asyncio
import os
import pathlib
import signal
import sys

from aiosmtpd.smtp import SMTP


class Server:
    def __init__(self, folder):
        self.folder = folder
        self.n = 0
        self.seen = set()

    async def handle_RCPT(self, server, session, envelope, to, options):
        if to.startswith("never@"):
            return "550 5.1.1 no such person"
        if to.startswith("later@") and to not in self.seen:
            self.seen.add(to)
            return "451 4.7.1 come back later"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.n += 1
        name = self.folder / f"{self.n}-{envelope.rcpt_tos[0]}.eml"
        name.write_bytes(envelope.original_content)
        victim = self.folder / "victim"
        if victim.exists():
            pid = int(victim.read_text())
            victim.unlink()
            os.kill(pid, signal.SIGKILL)
        return "250 taken"


async def main(port, folder):
    handler = Server(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(handler, hostname="mail.test"), "127.0.0.1", port)
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    print("ready", server.sockets[0].getsockname()[1], flush=True)
    await stop.wait()
    server.close()


asyncio.run(main(int(sys.argv[1]), pathlib.Path(sys.argv[2])))
