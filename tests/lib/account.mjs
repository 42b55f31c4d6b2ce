// Accounts of customers for tests: made as people make them, by the mail.
import { eventually } from './tap.mjs';

export const PASSWORD = 'lumi on valkoista';

// Whether a mail (Shop.mails) went to an address.
export const isTo = (mail, email) => mail.raw.split(/\r?\n\r?\n/)[0]
	.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
	.some((line) => /^To:/i.test(line) && line.includes(`<${email}>`));

// The newest link of a kind (verify, reset, link, email) mailed to an address.
export async function mailedLink(shop, email, kind, { seconds = 20 } = {}) {
	const find = () => shop.mails().reverse()
		.map((m) => isTo(m, email) &&
			new RegExp(`https?://[^\\s"<]+?((?:/\\w\\w)?/account/${kind}/[a-z0-9]+)`).exec(m.text))
		.find(Boolean);
	return (await eventually(find, { seconds, what: `the ${kind} mail to ${email}` }))[1];
}

// An account that is ready, and v (tests/lib/http.mjs, Visitor) logged in.
// nginx lets ten such forms a minute through when limits are on.
export async function accountMake(shop, v, email, { name = 'Aino', password = PASSWORD } = {}) {
	await post(v, '/account/register', { name, email, password });
	const link = await mailedLink(shop, email, 'verify');
	const res = await post(v, link, { password });
	if (res.status !== 303)
		throw new Error(`${email} is not proved: ${res.status}`);
}

export async function post(v, to, fields) {
	for (;;) {
		const res = await v.post(to, { token: await v.token(to), ...fields });
		if (res.status !== 429 || /attempts/.test(res.text))
			return res;
		await new Promise((go) => setTimeout(go, 6500));
	}
}

export const logIn = (v, email, password = PASSWORD) =>
	post(v, '/account/login', { email, password });
