// Paper is a main output: an agency fits on one side of a sheet, without what only a screen needs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, readings, signIn, useBrowser } from './browser.js';
import { printed } from './paper.js';
import { agencies } from './places.js';

const visit = useBrowser();

/** The agency of the demo network that says most about itself. */
const fullest = '/resources/01932f00-0000-7002-8000-000000000213';

/** One of which the network knows who is in charge, and what another agency saw. */
const known = '/resources/01932f00-0000-7002-8000-000000000301';

test('a supporter prints an agency on one side of A4, and one that said very much on two', () =>
  visit(readings['on a wide screen'], async (page) => {
    const paths = [...(await agencies(page)), fullest];
    const onTwo = [];
    for (const path of paths) {
      await open(page, path);
      const pages = await printed(page);
      assert.ok(pages.length === 1 || pages.length === 2, `${path} takes ${pages.length} sides`);
      if (pages.length === 2) onTwo.push(path);
      for (const { width, height } of pages) {
        // A4 is 595 × 842 points; the browser rounds up to whole pixels.
        const isA4 = Math.abs(width - 595) <= 2 && Math.abs(height - 842) <= 2;
        assert.ok(isA4, `${path} prints on ${width} × ${height} points, not on A4`);
      }
    }
    assert.ok(onTwo.length <= paths.length / 10, `on two sides: ${onTwo.join(', ')}`);
  }));

test('a supporter finds on paper how to reach the agency, and no menu', () =>
  visit(readings['on a wide screen'], async (page) => {
    await open(page, (await agencies(page))[0]);
    const menus = page.locator('nav');
    assert.ok((await menus.count()) > 0, 'the screen has a menu');
    await page.emulateMedia({ media: 'print' });
    for (const menu of await menus.all()) {
      assert.ok(!(await menu.isVisible()), `printed: ${await menu.evaluate((nav) => nav.outerHTML.slice(0, 120))}`);
    }
    assert.ok(await page.locator('h1').isVisible());
    assert.match(await page.locator('.reach').innerText(), /どう連絡するか/);
  }));

test('a supporter reads on paper who asks and when, and nothing lies over it', () =>
  visit(readings['on a wide screen'], async (page) => {
    for (const path of [fullest, `${fullest}?as=person`]) {
      await open(page, path);
      // What A4 leaves between its margins, at 96 dots an inch.
      await page.setViewportSize({ width: 718, height: 1047 });
      await page.emulateMedia({ media: 'print' });
      const heading = await page.locator('.reach h2').boundingBox();
      const words = page.locator('.reach p.print-only').first();
      assert.match(await words.innerText(), /から。令和/);
      const asked = await words.boundingBox();
      const isBeside = heading.x + heading.width <= asked.x || heading.y + heading.height <= asked.y;
      assert.ok(isBeside, `${path}: ${JSON.stringify({ heading, asked })}`);
    }
  }));

test('a supporter reads days on paper with the year of the era, on a screen with the Western one', () =>
  visit(readings['on a wide screen'], async (page) => {
    const western = /20\d\d年\d+月\d+日\(.\)/;
    const ofEra = /令和\d+年\d+月\d+日\(.\)/;
    for (const path of [fullest, '/areas/272078', '/search?since=2026-04-01', '/sources']) {
      await open(page, path);
      const main = page.locator('main');
      await page.emulateMedia({ media: 'screen' });
      const onScreen = await main.innerText();
      assert.match(onScreen, western, path);
      assert.doesNotMatch(onScreen, ofEra, path);
      await page.emulateMedia({ media: 'print' });
      const onPaper = await main.innerText();
      assert.match(onPaper, ofEra, path);
      assert.doesNotMatch(onPaper, western, path);
    }
  }));

test('a supporter reads on a printed list what was asked for and how many there are in all', () =>
  visit(readings['on a wide screen'], async (page) => {
    await open(page, `/search?q=${encodeURIComponent('支援')}&area=272078&capacity=yes`);
    await page.emulateMedia({ media: 'print' });
    const text = await page.locator('main').innerText();
    assert.match(text, /条件: 「支援」／高槻市／空きがある/);
    assert.match(text, /この紙は\d+件。全部で\d+件/);
  }));

test('a member reads on the screen what others saw of an agency and whom they know there, and on paper neither', () =>
  visit(readings['on a wide screen'], async (page) => {
    await signIn(page);
    await open(page, known);
    const main = page.locator('main');
    const inside = [/ほかの機関が見たところ/, /要点をしぼった資料を用意してくれる/, /担当の人/, /例示 ゆうすけ/];
    const onScreen = await main.innerText();
    for (const words of inside) assert.match(onScreen, words);
    await page.emulateMedia({ media: 'print' });
    const onPaper = await main.innerText();
    assert.match(onPaper, /得意・苦手・できないこと/);
    for (const words of inside) assert.doesNotMatch(onPaper, words);
  }));
