// Installations beside the demo: a fresh one with nothing in it but a town and a network, as whoever runs it sets it up,
// and a second demo, whose server a story may end as a machine ends that loses its power.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);

const towns = [
  'pid,pref,cid,city,citykana,lat,lng,url,phrase,lgcode',
  '1,大阪府,27207,高槻市,たかつきし,34.84,135.61,,,272078',
].join('\n');

/**
 * Founds an installation, serves it while `story` runs, and takes it away.
 * The story gets its address, the path of its network's members and the code of the first account. `settings` are
 * those of its `renkei.toml`, and `port` where it listens, for one that says in them how it is reached.
 */
export async function withInstallation(story, settings = '', port = 0) {
  const folder = await mkdtemp(path.join(tmpdir(), 'renkei-installation-'));
  let serving;
  try {
    await writeFile(path.join(folder, 'renkei.toml'), settings);
    await writeFile(path.join(folder, 'towns.csv'), `${towns}\n`);
    await command(folder, 'import', 'municipality', 'towns.csv');
    const network = await command(folder, 'network', 'add', 'たかつき網', '--area', '272078');
    const invitation = await command(folder, 'user', 'add');
    const { child, address } = await serve(folder, ['serve', '--listen', `127.0.0.1:${port}`]);
    serving = child;
    return await story({
      address,
      members: said(network, 'network').path,
      code: said(invitation, 'invitation').code,
    });
  } finally {
    if (serving) await ended(serving);
    await rm(folder, { recursive: true, force: true });
  }
}

/** A port where nobody listens, for an installation that has to know its address beforehand. */
export async function freePort() {
  const nobody = createServer();
  await new Promise((resolve) => nobody.listen(0, '127.0.0.1', resolve));
  const { port } = nobody.address();
  await new Promise((resolve) => nobody.close(resolve));
  return port;
}

/**
 * Makes a second demo and serves it while `story` runs. The story gets its address, the session of somebody in a role,
 * and `die` and `rise`, which end the server without a word to it and start it again at the same address.
 */
export async function withDemo(role, story) {
  const folder = await mkdtemp(path.join(tmpdir(), 'renkei-second-demo-'));
  const place = ['--data', 'demo', '--listen'];
  let serving;
  try {
    serving = await serve(folder, ['demo', ...place, '127.0.0.1:0']);
    const { address, events } = serving;
    return await story({
      address,
      session: await entered(events.find((one) => one.role === role).link),
      die: () => ended(serving.child, 'SIGKILL'),
      rise: async () => {
        serving = await serve(folder, ['serve', ...place, new URL(address).host]);
      },
    });
  } finally {
    if (serving) await ended(serving.child);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Enters by a link, as a browser does by its button, and answers the session. */
async function entered(link) {
  const body = new URLSearchParams({ once: 'tests' });
  const answer = await fetch(link, { method: 'POST', redirect: 'manual', body });
  const [, session] = /^__Host-renkei=([^;]+)/.exec(answer.headers.getSetCookie()[0]);
  return session;
}

function binary() {
  const place = process.env.RENKEI_BINARY;
  if (!place) throw new Error('RENKEI_BINARY is not set: run these tests through ./tests/run --only browser');
  return path.resolve(place);
}

/** The settings of whoever runs the tests are none of the installation's. */
function environment() {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('RENKEI_'));
  return Object.fromEntries(others);
}

/** Runs a command to its end and answers the events that it told. */
async function command(folder, ...words) {
  const { stdout } = await run(binary(), words, { cwd: folder, env: environment() });
  return stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

function said(events, name) {
  const event = events.find((one) => one.event === name);
  assert.ok(event, `no ${name} among ${JSON.stringify(events)}`);
  return event;
}

/** Starts a server and answers it with its address and what it told before it served. */
async function serve(folder, words) {
  const child = spawn(binary(), words, {
    cwd: folder,
    env: environment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const events = [];
  for await (const line of createInterface({ input: child.stdout })) {
    events.push(JSON.parse(line));
    const { event, address } = events.at(-1);
    if (event === 'serving') return { child, address, events };
  }
  return assert.fail(`the installation did not come up: ${words.join(' ')}`);
}

function ended(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  return end;
}
