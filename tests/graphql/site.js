// The server under test, as a program of a partner calls it.

/** Where `renkei demo` serves, as `./tests/run` found it. */
export const endpoint = new URL('/graphql', need('RENKEI_URL')).href;

/** A token of the demo, as `./tests/run` found it. */
export const token = need('RENKEI_TOKEN');

/** Calls as a program that says who it is: some audits ask for the schema. */
export function signedIn(url, init = {}) {
  return fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
}

/** Calls by POST under the newer media type, where a refused document has a status of its own. */
export async function call(body) {
  const answer = await signedIn(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

/** Makes a token as its owner does, on the page of the account. */
export async function makeToken() {
  const fields = { name: '見ていた人', scope: 'directory:read', expires_on: inAMonth(), once: crypto.randomUUID().replaceAll('-', '') };
  // The demo may have been entered a while ago: the password is asked before a token is made. Whoever tells it goes on
  // by another cookie.
  const told = await sent('/confirm', { password: need('RENKEI_PASSWORD') });
  const anew = told.headers.getSetCookie().find((one) => one.startsWith('__Host-renkei='));
  if (anew) cookie = anew.split(';')[0];
  const page = await (await sent('/account/tokens', fields)).text();
  const made = /renkei_[A-Za-z0-9_-]{20,}/.exec(page)?.[0];
  if (!made) throw new Error(`no token was made: ${page}`);
  return made;
}

/** Revokes every token that was made so. */
export async function revokeTokens() {
  const page = await (await fetch(new URL('/account/tokens', endpoint), { headers: { cookie } })).text();
  const rows = page.split('<tr').filter((row) => row.includes('見ていた人'));
  for (const [, id] of rows.flatMap((row) => [...row.matchAll(/name="token" value="([^"]+)"/g)])) {
    const answer = await sent('/account/tokens/revoke', { token: id });
    if (answer.status !== 303) throw new Error(`no token was revoked: ${answer.status}`);
  }
}

let cookie = `__Host-renkei=${need('RENKEI_SESSION')}`;

function sent(path, fields) {
  const body = new URLSearchParams(fields);
  return fetch(new URL(path, endpoint), { method: 'POST', redirect: 'manual', headers: { cookie }, body });
}

function inAMonth() {
  return new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10);
}

function need(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests through ./tests/run --only graphql`);
  return value;
}
