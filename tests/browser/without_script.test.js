// Everything works where scripts do not run, and no page needs one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, readings, useBrowser } from './browser.js';
import { agencies, area } from './places.js';

const visit = useBrowser();
const withoutScript = { ...readings['on a wide screen'], javaScriptEnabled: false };

test('a supporter without scripts asks for a city and sees how an agency is reached', () =>
  visit(withoutScript, async (page) => {
    await open(page, '/');
    await page.getByLabel('市区町村の名前').fill(area.name);
    await page.getByRole('button', { name: 'この地域を見る' }).click();
    await page.waitForURL(`**${area.path}`);
    assert.match(await page.locator('main').innerText(), /担当する|所在する/, 'the list says what belongs to it');

    const row = page.locator('.row').first();
    const name = row.locator('a[href^="/resources/"]').first();
    const path = await name.getAttribute('href');
    await name.click();
    await page.waitForURL(`**${path}`);
    assert.match(await page.locator('.reach').innerText(), /どう連絡するか/);
  }));

test('a supporter follows a kind from the entrance and finds its list', () =>
  visit(withoutScript, async (page) => {
    await open(page, '/');
    const kind = page.locator('main a[href^="/kinds/"]').first();
    const path = await kind.getAttribute('href');
    await kind.click();
    await page.waitForURL(`**${path}`);
    assert.ok((await page.locator('h1').innerText()).trim());
  }));

test('a supporter reads how to reach an agency before anything else about it', () =>
  visit(withoutScript, async (page) => {
    for (const path of await agencies(page)) {
      await open(page, path);
      const headings = await page.locator('main :is(h2, h3)').allInnerTexts();
      const [reach, strengths, sources] = ['どう連絡するか', '得意', '出典'].map((word) =>
        headings.findIndex((heading) => heading.includes(word)),
      );
      assert.ok(0 <= reach && reach < strengths && strengths < sources, `${path} has in order: ${headings.join(', ')}`);
      const text = await page.locator('main').innerText();
      for (const word of ['苦手', 'できないこと', '比べる']) assert.ok(text.includes(word), `${path} does not say ${word}`);
    }
  }));

test('a supporter with a phone taps a number to call', () =>
  visit({ ...readings['on a phone 320 px wide'], javaScriptEnabled: false }, async (page) => {
    const numbers = [];
    for (const path of await agencies(page)) {
      await open(page, path);
      numbers.push(...(await page.locator('a[href^="tel:"]').evaluateAll((links) => links.map((link) => link.href))));
    }
    assert.ok(numbers.length > 0, 'no agency of the list can be called');
    for (const number of numbers) assert.match(number, /^tel:\+?[0-9-]+([,;][0-9a-z=,;-]+)?$/);
  }));

test('a supporter without scripts searches, narrows by what is counted and by distance, and takes it back', () =>
  visit(withoutScript, async (page) => {
    const count = async () => Number.parseInt(await page.locator('main .lead .count').innerText(), 10);
    const follow = async (link) => {
      const path = await link.getAttribute('href');
      await link.click();
      await page.waitForURL((url) => url.pathname + url.search === path);
    };
    await open(page, '/');
    await page.getByLabel('機関をさがす').fill('支援');
    await page.getByRole('button', { name: 'さがす', exact: true }).click();
    await page.waitForURL('**/search?q=*');
    const all = await count();

    await page.getByText('しぼりこむ', { exact: true }).click();
    for (const facet of ['分野', '種類', '市区町村']) {
      const chip = page.getByRole('list', { name: facet, exact: true }).getByRole('link').first();
      const counted = Number.parseInt(await chip.locator('.count').innerText(), 10);
      await follow(chip);
      assert.equal(await count(), counted, `${facet} leaves as many as it said`);
      await page.getByText('しぼりこむ', { exact: true }).click();
    }
    await follow(page.getByRole('link', { name: '20kmまで' }).first());
    assert.match(await page.locator('main').innerText(), /役所から 20km/);
    for (const row of await page.locator('.row').all()) {
      assert.ok((await row.locator('.row-reach').innerText()).trim(), 'every hit says how to reach it now');
    }
    await follow(page.getByRole('link', { name: 'しぼりこみを ぜんぶやめる' }));
    assert.equal(await count(), all);
  }));
