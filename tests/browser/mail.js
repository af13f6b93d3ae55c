// The mail server of the tests, for stories in which somebody opens a letter.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const program = new URL('../smtp/server.py', import.meta.url).pathname;

/** For so many milliseconds a letter may be under way. */
const patience = 30_000;

/**
 * Takes mail while `story` runs. The story gets the settings by which an installation sends here, and `first`, which waits
 * for the first letter and answers its text.
 */
export async function withMailServer(story) {
  const folder = await mkdtemp(path.join(tmpdir(), 'renkei-mail-'));
  await writeFile(path.join(folder, 'mode'), 'ok');
  const server = spawn('python3', [program, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
    const { port } = JSON.parse((await lines.next()).value);
    const settings = `[mail]\nhost = "127.0.0.1"\nport = ${port}\nsecurity = "plain"\nfrom = "office@example.jp"\n`;
    return await story({ settings, first: () => first(path.join(folder, 'accepted')) });
  } finally {
    // It ends with its standard input.
    server.stdin.end();
    await rm(folder, { recursive: true, force: true });
  }
}

async function first(accepted) {
  for (const until = Date.now() + patience; Date.now() < until; await pause(100)) {
    const [letter] = (await readdir(accepted)).filter((name) => !name.endsWith('.part'));
    if (letter) return opened((await readFile(path.join(accepted, letter), 'latin1')).replaceAll('\r\n', '\n'));
  }
  return assert.fail('no letter came');
}

/** The text of a letter of one part. */
function opened(letter) {
  const [head, ...body] = letter.split('\n\n');
  const text = body.join('\n\n');
  const [, encoding = ''] = /^Content-Transfer-Encoding: *(\S+)/im.exec(head) ?? [];
  if (/base64/i.test(encoding)) return Buffer.from(text, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(encoding)) return Buffer.from(text, 'latin1').toString('utf8');
  const joined = text.replaceAll('=\n', '');
  const bytes = joined.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
