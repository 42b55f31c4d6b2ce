// A demo shop of the test's own: scripts/demo on a free port with its data in
// a temporary folder, ended by process id.
//
//   PUOTI_TEST_DATA   a stopped demo's data to copy (else a new one is made)
//   PUOTI_TEST_PORTS  first of thirty ports to use (18200)
//   PUOTI_BUILD       the build folder (build)
import { spawn, execFile } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { witness } from './tap.mjs';

export const root = path.resolve(
	path.dirname(fileURLToPath(import.meta.url)), '../..');
export const buildDir = path.join(root, process.env.PUOTI_BUILD ?? 'build');
const run = promisify(execFile);
const PORTS = 30;
process.setMaxListeners(100);

function portFree(port) {
	return new Promise((done) => {
		const server = net.createServer();
		server.once('error', () => done(false));
		server.listen(port, '127.0.0.1', () => {
			server.close(() => done(true));
		});
	});
}

// A port that no other test has: its lock names the process that holds it.
export async function portTake() {
	const first = Number(process.env.PUOTI_TEST_PORTS ?? 18200);
	const dir = path.join(os.tmpdir(), `puoti-ports-${process.getuid()}`);
	fs.mkdirSync(dir, { recursive: true });
	for (let port = first; port < first + PORTS; port++) {
		const lock = path.join(dir, String(port));
		if (!lockTake(lock))
			continue;
		if (await portFree(port)) {
			process.on('exit', () => fs.rmSync(lock, { force: true }));
			return port;
		}
		fs.rmSync(lock, { force: true });
	}
	throw new Error(`no free port from ${first}`);
}

// The lock comes with its process's name in it, all at once: an empty one would
// look as if nobody held it.
function lockTake(lock) {
	const own = `${lock}.${process.pid}`;
	fs.writeFileSync(own, String(process.pid));
	try {
		return lockLink(own, lock) || (lockFree(lock) && lockLink(own, lock));
	} finally {
		fs.rmSync(own, { force: true });
	}
}

function lockLink(own, lock) {
	try {
		fs.linkSync(own, lock);
		return true;
	} catch (e) {
		if (e.code === 'EEXIST')
			return false;
		throw e;
	}
}

// Takes away what a dead process has left; false where it is somebody's.  It
// is moved first, and looked at then: another may have taken it meanwhile.
function lockFree(lock) {
	if (alive(Number(readOr(lock, '0'))))
		return false;
	const old = `${lock}.old.${process.pid}`;
	try {
		fs.renameSync(lock, old);
	} catch {
		return true; // another was faster
	}
	const taken = alive(Number(readOr(old, '0')));
	if (taken)
		lockLink(old, lock);
	fs.rmSync(old, { force: true });
	return !taken;
}

export function alive(pid) {
	if (!pid)
		return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

function readOr(file, otherwise) {
	try {
		return fs.readFileSync(file, 'utf8');
	} catch {
		return otherwise;
	}
}

// A folder that goes when the test does.
export function tempDir() {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'puoti-test-'));
	process.on('exit', () => {
		if (!process.env.PUOTI_TEST_KEEP)
			fs.rmSync(dir, { recursive: true, force: true });
	});
	return dir;
}

class Shop {
	constructor(port, dir, child, env) {
		// as scripts/demo has it: a shop's data may come from another port
		this.env = { PUOTI_PORT: String(port), PUOTI_DEMO: '1',
			PUOTI_BASE_URL: `http://127.0.0.1:${port}`, PUOTI_LIMITS: '0', ...env };
		this.port = port;
		this.url = `http://127.0.0.1:${port}`;
		this.data = path.join(dir, 'data');
		this.dir = dir;
		this.child = child;
		this.log = '';
	}

	get owner() {
		const [email, password] = fs.readFileSync(
			path.join(this.data, 'owner.txt'), 'utf8').split('\n');
		return { email, password };
	}

	// The mails delivered so far, as they are in mail/, decoded.
	mails() {
		const dir = path.join(this.data, 'mail');
		return fs.readdirSync(dir).filter((f) => f.endsWith('.eml'))
			.sort().map((f) => mailRead(path.join(dir, f)));
	}

	// puoti --data DATA ARGS...; {code, stdout, stderr}
	async puoti(...args) {
		try {
			const out = await run(path.join(buildDir, 'puoti'),
				['--data', this.data, ...args],
				{ maxBuffer: 1 << 26, env: { ...process.env, ...this.env } });
			return { code: 0, ...out };
		} catch (e) {
			return { code: e.code, stdout: e.stdout, stderr: e.stderr };
		}
	}

	// One SQL statement on the shop's database, rows as arrays of text.
	async sql(text) {
		const { stdout } = await run('python3', ['-c',
			'import json,sqlite3,sys\n' +
			'c=sqlite3.connect(sys.argv[1],timeout=20)\n' +
			'r=c.execute(sys.argv[2]).fetchall();c.commit()\n' +
			'print(json.dumps(r))',
			path.join(this.data, 'puoti.db'), text],
			{ maxBuffer: 1 << 26 });
		return JSON.parse(stdout);
	}

	// Process ids of the program's parent and of its workers.
	processes() {
		const kids = (pid) => readOr(
			`/proc/${pid}/task/${pid}/children`, '')
			.split(' ').filter(Boolean).map(Number);
		const name = (pid) => readOr(`/proc/${pid}/cmdline`, '')
			.split('\0').join(' ');
		const all = kids(this.child.pid);
		const pick = (text) => all.find((p) => name(p).includes(text));
		const serve = pick('serve'), nginx = pick('nginx');
		return {
			serve, nginx, worker: all.find((p) =>
				/ worker( |$)/.test(name(p))),
			workers: kids(serve), nginxWorkers: kids(nginx),
		};
	}

	serveLog() {
		return readOr(path.join(this.data, 'run/serve.log'), '');
	}

	// what `puoti doctor` finds wrong with stock and money: lines
	async wrongs() {
		const { stdout } = await this.puoti('doctor');
		const what = 'stock|holds|places|orders|gift cards|promotions|reviews|documents';
		const lines = stdout.split('\n').filter((l) => new RegExp(`^(ok|FAIL) +(${what}):`).test(l));
		return lines.length === 8 ? lines.filter((l) => l.startsWith('FAIL')) : ['doctor: ' + stdout];
	}

	// What its processes complained of since, the last lines of each.
	complaints(since) {
		const from = new Date(since - since % 1000);
		const near = new Date(from - from.getTimezoneOffset() * 60000)
			.toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', '/');
		const pick = (file, when, what) => readOr(path.join(this.data, 'run', file), '')
			.split('\n').filter((l) => l >= when && what.test(l))
			.slice(-8).map((l) => `${file}: ${l.slice(0, 300)}`);
		return [...this.log.split('\n').slice(-6),
			...pick('serve.log', from.toISOString(), / (warn|error) |Sanitizer/),
			...pick('worker.log', from.toISOString(), / (warn|error) |Sanitizer/),
			...pick('nginx/error.log', near, /./)].join('\n');
	}

	async stop(signal = 'SIGTERM') {
		if (this.child.exitCode !== null || this.child.signalCode)
			return this.child.exitCode;
		const ended = new Promise((go) => this.child.once('exit', go));
		this.child.kill(signal);
		const timer = setTimeout(() => this.child.kill('SIGKILL'), 45000);
		const code = await ended;
		clearTimeout(timer);
		return code;
	}
}

function mailRead(file) {
	const raw = fs.readFileSync(file, 'latin1');
	const parts = mailParts(raw);
	return { file: path.basename(file), raw, text: parts.join('\n'),
		html: parts.filter((p) => /^content-type:\s*text\/html/im.test(p))
			.join('\n') };
}

// Good enough for reading our own mail: each part decoded, its head first.
function mailParts(raw) {
	const text = (bytes) => Buffer.from(bytes, 'latin1').toString('utf8');
	const soft = (s) => s.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi,
		(_, h) => String.fromCharCode(parseInt(h, 16)));
	const headers = raw.replace(/=\?utf-8\?([bq])\?([^?]*)\?=\s*/gi,
		(_, kind, s) => kind.toLowerCase() === 'b' ?
			Buffer.from(s, 'base64').toString('latin1') :
			soft(s.replace(/_/g, ' ')));
	const parts = headers.split(/^--[^\r\n]+\r?$/m).map((part) => {
		const [head, ...rest] = part.split(/\r?\n\r?\n/);
		const body = rest.join('\n\n');
		if (/^content-transfer-encoding:\s*base64/im.test(head))
			return `${head}\n\n${Buffer.from(body, 'base64')
				.toString('latin1')}`;
		if (/^content-transfer-encoding:\s*quoted/im.test(head))
			return `${head}\n\n${soft(body)}`;
		return part;
	});
	return parts.map(text);
}

function ready(shop, seconds) {
	return new Promise((go, fail) => {
		const timer = setTimeout(() => fail(new Error(
			`not ready in ${seconds} s:\n${shop.log}`)), seconds * 1000);
		let out = '';
		shop.child.stdout.on('data', (d) => {
			out += d;
			if (out.includes(`ready ${shop.url}`)) {
				clearTimeout(timer);
				go();
			}
		});
		shop.child.stderr.on('data', (d) => { shop.log += d; });
		shop.child.once('exit', (code) => {
			clearTimeout(timer);
			fail(new Error(`scripts/demo ended (${code}):\n${shop.log}`));
		});
	});
}

// dir: a folder that holds data/ already (start again what was stopped).
export async function shopStart({ empty = false, env = {}, dir, seconds = 240 } = {}) {
	const port = await portTake();
	const from = process.env.PUOTI_TEST_DATA;
	const fresh = !dir;
	dir ??= tempDir();
	const data = path.join(dir, 'data');
	if (fresh && !empty && from)
		await run('cp', ['-a', from, data]);
	const child = spawn(path.join(root, 'scripts/demo'),
		empty ? ['--empty'] : [], {
			cwd: root,
			env: { ...process.env, PUOTI_PORT: String(port),
				PUOTI_DATA: data, ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
	process.on('exit', () => {
		if (child.exitCode === null && !child.signalCode)
			child.kill('SIGTERM');
	});
	const shop = new Shop(port, dir, child, env);
	witness((since) => shop.complaints(since));
	await ready(shop, seconds);
	return shop;
}

for (const signal of ['SIGINT', 'SIGTERM'])
	process.once(signal, () => process.exit(1));
