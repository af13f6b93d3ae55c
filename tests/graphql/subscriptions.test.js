// What somebody watches, as the reference clients are told it: graphql-ws over a socket, graphql-sse as events.

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { createClient as overEvents } from 'graphql-sse';
import { createClient as overSocket } from 'graphql-ws';
import WebSocket from 'ws';
import { call, endpoint, makeToken, revokeTokens, token } from './site.js';

/** An entry of the demo that its coordinator keeps. */
const entry = Buffer.from('resource:01932f00-0000-7002-8000-000000000301').toString('base64url');

const watching = `subscription Watched($since: String, $filter: ResourceChangedFilter) {
  resourceChanged(since: $since, filter: $filter) { cursor kind resourceId changed resource { id version } }
}`;

/** Much longer than news take. */
const patience = 20_000;

/** How long a token that was revoked may go on, where this has the machine to itself and where it has not. */
const cutOff = Number(process.env.RENKEI_CUT_OFF ?? 1_000);

const clients = [];

after(async () => {
  for (const client of clients) await client.dispose();
  await revokeTokens();
});

/** Whoever calls with a token, by either way. */
const ways = {
  'graphql-ws': (authorization, more = {}) =>
    kept(
      overSocket({
        url: endpoint.replace(/^http/, 'ws'),
        webSocketImpl: WebSocket,
        connectionParams: { authorization },
        retryAttempts: 0,
        ...more,
      }),
    ),
  'graphql-sse': (authorization) => kept(overEvents({ url: endpoint, headers: { authorization }, retryAttempts: 0 })),
};

function kept(client) {
  clients.push(client);
  return client;
}

function soon(promise) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error('nothing came in time')), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function answered(query, variables) {
  const { body } = await call({ query, variables });
  assert.equal(body.errors, undefined, JSON.stringify(body));
  return body.data;
}

async function newest() {
  return (await answered('{ resourceChanges(first: 1) { newestCursor } }')).resourceChanges.newestCursor;
}

/** Says of the entry that it has another number of free places. */
async function change() {
  const { resource } = await answered('query Entry($id: ID!) { resource(id: $id) { version capacity { available } } }', { id: entry });
  const input = { id: entry, version: resource.version, available: ((resource.capacity?.available ?? 0) % 5) + 1 };
  const { updateCapacity } = await answered(
    'mutation Say($input: UpdateCapacityInput!) { updateCapacity(input: $input) { resource { version } refusal { code } } }',
    { input },
  );
  assert.equal(updateCapacity.refusal, null);
  return updateCapacity.resource.version;
}

/** The change that an event tells. */
async function told(news) {
  const { value, done } = await soon(news);
  assert.equal(done, false);
  assert.equal(value.errors, undefined, JSON.stringify(value));
  return value.data.resourceChanged;
}

for (const [name, connected] of Object.entries(ways)) {
  describe(`whoever watches by ${name}`, () => {
    test('hears of a change, and goes on from its cursor without a gap', async () => {
      const client = connected(`Bearer ${token}`);
      const filter = { resourceIds: [entry] };
      const first = client.iterate({ query: watching, variables: { since: await newest(), filter } });
      const next = first.next();
      const version = await change();
      const heard = await told(next);
      assert.equal(heard.resourceId, entry);
      assert.equal(heard.kind, 'UPDATED');
      assert.ok(heard.changed.includes('CAPACITY'), JSON.stringify(heard));
      assert.equal(heard.resource.version, version);
      await first.return();

      await change();
      const last = await change();
      const again = client.iterate({ query: watching, variables: { since: heard.cursor, filter } });
      const missed = [await told(again.next()), await told(again.next())];
      assert.equal(new Set([heard, ...missed].map(({ cursor }) => cursor)).size, 3);
      assert.equal(missed[1].resource.version, last);
      await again.return();
    });

    test('hears of nothing that was not asked for', async () => {
      const client = connected(`Bearer ${token}`);
      const since = await newest();
      const narrowed = client.iterate({ query: watching, variables: { since, filter: { changed: ['LIFECYCLE'] } } });
      const nothing = narrowed.next();
      await change();
      const all = client.iterate({ query: watching, variables: { since } });
      await told(all.next());
      assert.equal(await Promise.race([nothing, new Promise((end) => setTimeout(end, 1_500))]), undefined);
      await narrowed.return();
      await all.return();
    });

    test('is cut off within a second of the token, with the cursor to go on from', async () => {
      const client = connected(`Bearer ${await makeToken()}`);
      const news = client.iterate({ query: watching, variables: { since: await newest(), filter: { resourceIds: [entry] } } });
      const first = news.next();
      await change();
      const { cursor } = await told(first);
      const last = news.next().then(
        ({ value }) => value.errors,
        (errors) => errors,
      );
      await revokeTokens();
      const revoked = Date.now();
      const errors = await soon(last);
      const took = Date.now() - revoked;
      assert.equal(errors[0].extensions.code, 'TOKEN_UNKNOWN', JSON.stringify(errors));
      assert.equal(errors[0].extensions.resumeCursor, cursor);
      assert.ok(took < cutOff, `${took} ms`);
    });

    test('is told what is wrong with a document', async () => {
      const client = connected(`Bearer ${token}`);
      const wrong = client.iterate({ query: 'subscription { nothingOfThatName }' });
      const errors = await soon(wrong.next()).then(
        ({ value }) => value?.errors,
        (fault) => fault,
      );
      const codes = Array.isArray(errors) ? errors.map(({ extensions }) => extensions.code) : [];
      // The client of events takes an answer that is no stream for a fault of the way there.
      if (name === 'graphql-ws') assert.deepEqual(codes, ['VALIDATION_FAILED']);
      else assert.ok(errors, 'it is no stream');
    });
  });
}

test('graphql-ws asks and changes over one socket', async () => {
  const client = ways['graphql-ws'](`Bearer ${token}`, { lazy: false });
  const asked = client.iterate({ query: 'query Entry($id: ID!) { resource(id: $id) { version } }', variables: { id: entry } });
  const { value } = await soon(asked.next());
  const { version } = value.data.resource;
  assert.equal((await soon(asked.next())).done, true);
  const mutation = 'mutation Say($input: UpdateCapacityInput!) { updateCapacity(input: $input) { refusal { code } } }';
  const late = { id: entry, version: version - 1, available: 1 };
  const changed = client.iterate({ query: mutation, variables: { input: late } });
  const answer = (await soon(changed.next())).value;
  assert.equal(answer.errors, undefined, JSON.stringify(answer));
  assert.equal(typeof answer.data.updateCapacity.refusal.code, 'string');
});

test('graphql-ws is closed on with a token that is none', async () => {
  const client = ways['graphql-ws']('Bearer renkei_nothing');
  const asked = client.iterate({ query: '{ __typename }' });
  await assert.rejects(soon(asked.next()), ({ code, reason }) => code === 4403 && reason === 'TOKEN_UNKNOWN');
});
