// The server under test, as a program of a partner calls it.

/** Where `renkei demo` serves, as `./tests/run` found it. */
export const endpoint = new URL('/graphql', need('RENKEI_URL')).href;

/** A token of the demo, as `./tests/run` found it. */
const token = need('RENKEI_TOKEN');

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

function need(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests through ./tests/run --only graphql`);
  return value;
}
