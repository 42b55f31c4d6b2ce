// A shop being measured: the program and nginx on loopback, and what they
// have cost so far. Ended by process id.
import { execFile, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildDir, portTake, root } from '../lib/shop.mjs';
import { request } from '../lib/http.mjs';

const exec = promisify(execFile);
const puoti = path.join(buildDir, 'puoti');
const children = [];
export const wait = (ms) => new Promise((go) => setTimeout(go, ms));
export const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

process.on('exit', () => children.forEach((c) => c.kill('SIGTERM')));

// DIR with the demo and so many made-up products: kept from run to run.
export async function shopKeep(products) {
	const dir = path.join(root, 'var/bench', String(products));
	const env = { ...process.env, PUOTI_DEMO: '1' };
	fs.mkdirSync(path.dirname(dir), { recursive: true });
	if (!fs.existsSync(path.join(dir, 'whole'))) {
		process.stderr.write(`bench: making a shop of ${products} products\n`);
		fs.rmSync(dir, { recursive: true, force: true });
		await exec(puoti, ['--data', dir, 'demo',
			...(products ? ['--products', String(products)] : [])], { env });
		fs.writeFileSync(path.join(dir, 'whole'), '');
	}
	await exec(puoti, ['--data', dir, 'migrate'], { env });
	return dir;
}

export function sql(dir, ...statements) {
	return JSON.parse(execFileSync('python3', ['-c',
		'import json,sqlite3,sys\nc=sqlite3.connect(sys.argv[1])\n' +
		'r=[c.execute(s).fetchall() for s in sys.argv[2:]]\nc.commit()\n' +
		'print(json.dumps(r[-1]))', path.join(dir, 'puoti.db'), ...statements]));
}

function kids(pid) {
	return fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
		.split(' ').filter(Boolean);
}

// Microseconds on the CPU of all children of a process, those that have ended
// (in ticks of 10 ms) included.
export function cpu(pid) {
	const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const ended = (Number(fields[13]) + Number(fields[14])) * 10000;
	return ended + kids(pid).reduce((sum, kid) => sum + Number(fs.readFileSync(
		`/proc/${kid}/schedstat`, 'utf8').split(' ')[0]), 0) / 1000;
}

export class Server {
	constructor(dir, { workers = 4, more = '' } = {}) {
		Object.assign(this, { dir, workers, more });
	}

	spawn(command, args) {
		const log = path.join(this.dir, `run/${path.basename(command)}.log`);
		const child = spawn(command, args, { env: this.env,
			stdio: ['ignore', 'ignore', fs.openSync(log, 'a')] });
		children.push(child);
		return child;
	}

	// more: further nginx locations.
	async start() {
		const port = await portTake();
		this.url = `http://127.0.0.1:${port}`;
		this.env = { ...process.env, PUOTI_LIMITS: '0', PUOTI_DEMO: '1',
			PUOTI_BASE_URL: this.url, PUOTI_WORKERS: String(this.workers) };
		const conf = path.join(this.dir, 'run/nginx.conf');
		fs.mkdirSync(path.join(this.dir, 'run/nginx'), { recursive: true });
		const { stdout } = await exec(puoti, ['--data', this.dir, 'nginx',
			'--demo', '--port', String(port)], { env: this.env });
		fs.writeFileSync(conf,
			stdout.replace(/location \/ \{/, `${this.more}location / {`));
		this.app = this.spawn(puoti, ['--data', this.dir, 'serve']);
		await wait(300);
		this.nginx = this.spawn('nginx', ['-e', `${this.dir}/run/nginx-error.log`,
			'-p', path.join(this.dir, 'run'), '-c', conf]);
		for (let i = 0; i < 100; i++) {
			try {
				if ((await request(`${this.url}/healthz`, { keep: false }))
					.status === 200)
					return this;
			} catch { /* not yet */ }
			await wait(100);
		}
		throw new Error(`no answer from the shop in ${this.dir}`);
	}

	async stop() {
		for (const child of [this.nginx, this.app]) {
			const gone = new Promise((done) => child.once('exit', done));
			child.kill('SIGTERM');
			await gone;
		}
	}

	// Bytes of the largest worker that no other process shares.
	privateBytes() {
		return Math.max(...kids(this.app.pid).map((kid) => 1024 * Number(
			/Private_Dirty:\s+(\d+)/.exec(fs.readFileSync(
				`/proc/${kid}/smaps_rollup`, 'utf8'))[1])));
	}
}
