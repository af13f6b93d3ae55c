// A tool that knows nothing of us reads the schema from the server.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema, validateSchema } from 'graphql';
import { sdl } from './schema.js';
import { call } from './site.js';

/** The same whatever the order in which types and fields stand. */
const printed = (schema) => printSchema(lexicographicSortSchema(schema));

// The stock query asks neither where scalars are specified nor which inputs take one field of several.
const unasked = sdl.replaceAll(/ @specifiedBy\(url: "[^"]*"\)| @oneOf\b(?! on )/g, '');

// The schema as a whole has no description of its own; the library tells one that belongs to no schema.
const everything = { directiveIsRepeatable: true, inputValueDeprecation: true, oneOf: true, specifiedByUrl: true };

for (const [what, options, expected] of [
  ['the stock query', {}, unasked],
  ['the query with everything', everything, sdl],
]) {
  test(`a tool asks ${what} and has the committed schema`, async () => {
    const { status, body } = await call({ query: getIntrospectionQuery(options), operationName: 'IntrospectionQuery' });
    assert.equal(status, 200, JSON.stringify(body.errors));
    assert.equal(body.errors, undefined);
    const schema = buildClientSchema(body.data);
    assert.deepEqual(validateSchema(schema), []);
    assert.equal(printed(schema), printed(buildSchema(expected)));
  });
}
