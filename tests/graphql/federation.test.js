// One graph of the directory and a system of a city: composed as a router composes it, and asked across both.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { composeServices } from '@theguild/federation-composition';
import { buildSchema, graphql, parse, print } from 'graphql';
import { call } from './site.js';

const edition = 'https://specs.apollo.dev/federation/v2.5';

const types = `
  type Query { visits(first: Int!): [Visit!]! }
  type Visit { id: ID! note: String! resource: Resource place: Municipality! }`;

/** What the city writes: who was visited, and what it pays where. Every subgraph may have pages. */
const visits = `
  extend schema @link(url: "${edition}", import: ["@key", "@shareable"])
  ${types}
  type Resource @key(fields: "id") { id: ID! visits: [Visit!]! }
  type Municipality @key(fields: "id") { id: ID! budget: Int! }
  type PageInfo @shareable { hasNextPage: Boolean! }`;

/** The same as it is executed, with what the specification adds to it. */
const executed = buildSchema(`
  ${types}
  type Resource { id: ID! visits: [Visit!]! }
  type Municipality { id: ID! budget: Int! }
  scalar _Any
  union _Entity = Resource | Municipality
  extend type Query { _entities(representations: [_Any!]!): [_Entity]! }`);

const takatsuki = '272078';
const nowhere = Buffer.from('resource:01932f00-0000-7fff-8fff-ffffffffffff').toString('base64url');

async function answered(query, variables) {
  const { body } = await call({ query, variables });
  assert.equal(body.errors, undefined, JSON.stringify(body));
  return body.data;
}

/** Puts subgraphs together; says what does not fit. */
function composed(renkei, city) {
  return composeServices([
    { name: 'renkei', typeDefs: parse(renkei), url: 'https://renkei.example/graphql' },
    { name: 'city', typeDefs: parse(city), url: 'https://city.example/graphql' },
  ]);
}

let subgraph;
/** Entries of the demo as the directory tells them itself. */
let entries;

before(async () => {
  subgraph = (await answered('{ _service { sdl } }'))._service.sdl;
  entries = (await answered('{ resources(first: 30) { nodes { id name organization { name } } } }')).resources.nodes;
  assert.equal(entries.length, 30);
});

/** What the city knows: a visit of each entry, and one of an entry that is gone. */
function written() {
  const ids = [...entries.map(({ id }) => id), nowhere];
  return ids.map((id, at) => ({
    id: `visit-${at}`,
    note: `訪問 ${at}`,
    resource: { __typename: 'Resource', id },
    place: { __typename: 'Municipality', id: takatsuki, budget: 1_000 },
  }));
}

const city = {
  visits: ({ first }) => written().slice(-first),
  _entities: ({ representations }) =>
    representations.map(({ __typename, id }) => ({
      __typename,
      id,
      budget: 1_000,
      visits: () => written().filter(({ resource }) => resource.id === id),
    })),
};

/** A router over both, and what it asked of the directory. */
function router() {
  const { supergraphSdl, errors } = composed(subgraph, visits);
  assert.equal(errors, undefined, JSON.stringify(errors));
  const calls = [];
  const executors = {
    renkei: async ({ document, variables }) => {
      const body = { query: print(document), variables };
      calls.push(body);
      return (await call(body)).body;
    },
    city: ({ document, variables }) =>
      graphql({ schema: executed, source: print(document), variableValues: variables, rootValue: city }),
  };
  const schema = getStitchedSchemaFromSupergraphSdl({
    supergraphSdl,
    onSubschemaConfig: (config) => {
      config.executor = executors[config.name.toLowerCase()];
    },
  });
  return { calls, ask: (source) => graphql({ schema, source }) };
}

describe('a city that makes one graph of its system and the directory', () => {
  test('composes both without an error', () => {
    const { supergraphSdl, errors } = composed(subgraph, visits);
    assert.equal(errors, undefined, JSON.stringify(errors));
    const keyed = (type) => {
      const head = supergraphSdl.split('\n').find((line) => line.startsWith(`type ${type} `));
      return [...head.matchAll(/graph: (\w+), key: "id"/g)].map(([, graph]) => graph).sort();
    };
    assert.deepEqual(keyed('Resource'), ['CITY', 'RENKEI']);
    assert.deepEqual(keyed('Municipality'), ['CITY', 'RENKEI']);
    assert.deepEqual(keyed('Organization'), ['RENKEI']);
  });

  test('is told by the composer what does not fit', () => {
    const { errors } = composed(subgraph, visits.replace('visits: [Visit!]! }', 'name: String! }'));
    assert.ok(errors?.some(({ message }) => message.includes('Resource.name')), JSON.stringify(errors));
  });

  test('reads of what was visited what the directory says of it, all of it at once', async () => {
    const { calls, ask } = router();
    const { data, errors } = await ask(
      '{ visits(first: 31) { note resource { id name organization { name } } place { name budget } } }',
    );
    // The entry that is gone has no name, which a router may not leave out of it.
    assert.deepEqual([...new Set(errors.map(({ path }) => path.slice(0, 3).join('.')))], ['visits.30.resource']);
    const found = data.visits.map(({ resource }) => resource);
    assert.equal(found.pop(), null);
    assert.deepEqual(JSON.parse(JSON.stringify(found)), entries);
    assert.ok(data.visits.every(({ note, place }) => note && place.name === '高槻市' && place.budget === 1_000));
    assert.ok(calls.length <= 2, `${calls.length} calls`);
    const named = calls.flatMap(({ variables }) => Object.values(variables).flat());
    assert.deepEqual(new Set(named.map(({ id }) => id)), new Set([...entries.map(({ id }) => id), nowhere, takatsuki]));
  });

  test('adds to a search of the directory what it knows itself', async () => {
    const { calls, ask } = router();
    const { data, errors } = await ask(
      '{ resources(first: 30) { nodes { name visits { note } } pageInfo { hasNextPage endCursor } } }',
    );
    assert.equal(errors, undefined, JSON.stringify(errors));
    const found = data.resources.nodes.map(({ name, visits }) => [name, visits.map(({ note }) => note)]);
    assert.deepEqual(found, entries.map(({ name }, at) => [name, [`訪問 ${at}`]]));
    assert.equal(data.resources.pageInfo.hasNextPage, true);
    assert.equal(calls.length, 1);
  });
});
