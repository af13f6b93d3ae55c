// Every audit of the GraphQL over HTTP draft, as the reference package makes it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { serverAudits } from 'graphql-http';
import { endpoint, signedIn } from './site.js';

const audits = serverAudits({ url: endpoint, fetchFn: signedIn });

test('the package makes all the audits we count on', () => {
  assert.equal(audits.length, 61);
  assert.equal(new Set(audits.map(({ id }) => id)).size, 61);
});

describe('a client of any make finds that the server', () => {
  for (const audit of audits) {
    test(`${audit.id}: ${audit.name}`, async () => {
      const { status, reason } = await audit.fn();
      assert.equal(status, 'ok', reason);
    });
  }
});
