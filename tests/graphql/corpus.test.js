// Documents that the reference implementation accepts are accepted, and those that it rejects are
// rejected. Where that is not so, `differences.js` says why, by the document's name.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { corpus } from './corpus/index.js';
import { differences } from './differences.js';
import { ofReference, ofServer } from './verdicts.js';

test('every document has a name of its own, and there are enough of both kinds', () => {
  const names = corpus.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  assert.deepEqual(Object.keys(differences).filter((name) => !names.includes(name)), []);
  assert.ok(corpus.length >= 120, `${corpus.length} documents`);
  const verdicts = corpus.map((entry) => ofReference(entry).verdict);
  for (const verdict of ['accepts', 'rejects']) {
    const count = verdicts.filter((one) => one === verdict).length;
    assert.ok(count >= 50, `the reference ${verdict} only ${count}`);
  }
});

describe('a client of the reference implementation is understood in', () => {
  for (const entry of corpus) {
    test(entry.name, async () => {
      const reference = ofReference(entry);
      const server = await ofServer(entry);
      const both = `the reference ${reference.verdict} it (${reference.why}), the server ${server.verdict} it (${server.why})`;
      if (entry.name in differences) {
        assert.notEqual(server.verdict, reference.verdict, `no difference any more, strike it off the list: ${both}`);
      } else {
        assert.equal(server.verdict, reference.verdict, both);
      }
    });
  }
});
