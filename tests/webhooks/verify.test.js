// Every message that the tests of crates/app left in the folder RENKEI_WEBHOOKS is verified by the library
// standardwebhooks with each of its keys, and with nothing else.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';

const folder = process.env.RENKEI_WEBHOOKS;
const stranger = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

// The library knows no other time than that of the machine: messages are looked at as they arrive.
function at(seconds, look) {
  const { now } = Date;
  Date.now = () => seconds * 1000;
  try {
    return look();
  } finally {
    Date.now = now;
  }
}

test('standardwebhooks verifies every message with each of its keys', () => {
  assert.ok(folder, 'RENKEI_WEBHOOKS names the folder of the messages');
  const messages = readdirSync(folder).filter((name) => name.endsWith('.json'));
  assert.equal(messages.length, 50);
  let rotated = 0;
  for (const name of messages) {
    const { headers, keys, body } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const sent = Number(headers['webhook-timestamp']);
    rotated += keys.length - 1;
    for (const key of keys) {
      const webhook = new Webhook(key);
      assert.deepEqual(at(sent, () => webhook.verify(body, headers)), JSON.parse(body), name);
      assert.throws(() => at(sent, () => webhook.verify(`${body} `, headers)), /signature/i, name);
      assert.throws(() => at(sent + 301, () => webhook.verify(body, headers)), /old/, name);
      const other = { ...headers, 'webhook-id': 'msg_other' };
      assert.throws(() => at(sent, () => webhook.verify(body, other)), /signature/i, name);
    }
    assert.throws(() => at(sent, () => new Webhook(stranger).verify(body, headers)), /signature/i, name);
  }
  assert.equal(rotated, 25, 'every other message bears two keys');
});
