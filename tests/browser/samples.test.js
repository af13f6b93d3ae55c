// Every sample of every page, as the Rust tests wrote them: usual, empty, longest. The demo network
// rarely has a text as long as its field allows; a sample always has.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { seriousBarriers } from './barriers.js';
import { full, readings, useBrowser } from './browser.js';
import { printed } from './paper.js';
import { textThatSticksOut } from './text.js';

const folder = process.env.RENKEI_SAMPLES ?? '';
const assets = new URL('../../crates/web/assets/', import.meta.url).pathname;
const kinds = { '.css': 'text/css', '.html': 'text/html', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };

const samples = folder ? sampleNames() : [];

if (samples.length === 0) {
  const skip = folder ? `no samples in ${folder}` : 'RENKEI_SAMPLES is not set';
  test('a reader of every sample', { skip: `${skip}: the stage databases writes them` }, () => {});
} else {
  const site = useSamples();
  const visit = useBrowser();
  for (const how of ['on a wide screen', 'on a phone 320 px wide']) {
    describe(`a reader ${how} can read every sample`, () => {
      // What is too long for a wide screen is far too long for a phone, and keeps people out on both: there only the
      // longest is read, and only for what does not fit.
      const wide = !full && how === 'on a wide screen';
      const read = wide ? samples.filter((name) => name.includes('longest')) : samples;
      for (const name of read) {
        test(`of ${name}`, () =>
          visit.again(readings[how], async (page) => {
            const missing = [];
            page.on('response', (answer) => {
              if (answer.status() >= 400) missing.push(`${answer.status()} for ${answer.url()}`);
            });
            await page.goto(`${site()}/${name}`);
            await page.evaluate(() => document.fonts.ready);
            assert.deepEqual(missing, []);
            const { needed, there } = await page.evaluate(() => ({
              needed: document.documentElement.scrollWidth,
              there: document.documentElement.clientWidth,
            }));
            assert.ok(needed <= there + 1, `needs ${needed} px of ${there} px`);
            assert.deepEqual(await page.evaluate(textThatSticksOut), []);
            if (!wide) assert.deepEqual(await seriousBarriers(page), []);
          }));
      }
    });
  }
  // The longest sample holds as much as all its fields take, which no agency fills.
  for (const name of samples.filter((name) => name.startsWith('resource-') && !name.includes('longest'))) {
    test(`a supporter prints ${name} on one side of A4`, () =>
      visit.again(readings['on a wide screen'], async (page) => {
        await page.goto(`${site()}/${name}`);
        await page.evaluate(() => document.fonts.ready);
        assert.equal((await printed(page)).length, 1);
      }));
  }
}

function sampleNames() {
  try {
    // The page of the editor asks a server as soon as it is open: `graphiql.test.js` looks at it.
    return readdirSync(folder).filter((name) => name.endsWith('.html') && !name.startsWith('graphiql-')).sort();
  } catch {
    return [];
  }
}

/** Serves the samples with the product's own style for as long as the tests of this file run. */
function useSamples() {
  const server = createServer(async ({ url }, answer) => {
    const { pathname } = new URL(url, 'http://127.0.0.1');
    const name = pathname.slice(pathname.lastIndexOf('/') + 1);
    const isAsset = pathname === `/assets/${name}`;
    try {
      // A picture that a person put into their map is not in the page; any will do.
      if (pathname.includes('/picture/')) {
        answer.writeHead(200, { 'content-type': kinds['.svg'] });
        return answer.end(await readFile(join(assets, 'favicon.svg')));
      }
      if (!isAsset && !samples.includes(name)) throw new Error('no sample');
      const content = await readFile(join(isAsset ? assets : folder, name));
      answer.writeHead(200, {
        'content-type': `${kinds[extname(name)] ?? 'text/plain'}; charset=utf-8`,
        'cache-control': isAsset ? 'max-age=3600' : 'no-store',
      });
      answer.end(content);
    } catch {
      answer.writeHead(404).end();
    }
  });
  before(() => new Promise((listening) => server.listen(0, '127.0.0.1', listening)));
  after(() => server.close());
  return () => `http://127.0.0.1:${server.address().port}`;
}
