// Going by Tab finds what keeps people without a mouse from a thing: each page below has one fault.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readings, useBrowser } from './browser.js';
import { choose, pick, reach, type } from './keys.js';

const visit = useBrowser();
const wide = readings['on a wide screen'];

/** A page of ours in small, with a link, what `body` holds and a button that is wanted. */
const small = (body, style = '') =>
  `<style>:focus-visible { outline: 4px solid } ${style}</style><a href="#main">本文へ</a>
  <main id="main" tabindex="-1"><a href="#before">まえ</a>${body}<button id="wanted">おす</button></main>`;

const faults = [
  { what: 'is left out', body: small('').replace('<button', '<button tabindex="-1"'), says: /Tab never reaches .* it passes .*まえ.*the end/ },
  {
    what: 'lies behind a field that lets nobody go on',
    body: small('<input onkeydown="if (event.key === \'Tab\') event.preventDefault()">'),
    says: /Tab never reaches .* it passes .*input.*input/,
  },
  { what: 'shows no focus', body: small('', '#wanted { outline: none }'), says: /does not show that it has the focus/ },
  { what: 'lies left of the screen', body: small('', '#wanted { position: fixed; left: -99em }'), says: /out of sight/ },
  {
    what: 'lies under something else',
    body: small('<div style="position: fixed; inset: 0; background: white">いつも上に</div>'),
    says: /out of sight/,
  },
];

for (const { what, body, says } of faults) {
  test(`who goes by Tab does not come to what ${what}`, () =>
    visit.again(wide, async (page) => {
      await page.setContent(body);
      await assert.rejects(reach(page, page.locator('#wanted')), says);
    }));
}

test('who goes by Tab chooses by arrows, types a day and turns back', () =>
  visit.again(wide, async (page) => {
    const answers = ['あ', 'い', 'う'].map((word) => `<label><input type="radio" name="a" value="${word}">${word}</label>`);
    const lines = ['1', '2', '3'].map((value) => `<option>${value}</option>`);
    await page.setContent(small(`<form><input type="date">${answers.join('')}<select>${lines.join('')}</select></form>`));
    await pick(page, page.locator('select'), '3');
    await choose(page, page.getByLabel('う'));
    await choose(page, page.getByLabel('あ'));
    await type(page, page.locator('[type="date"]'), '2026-04-01');
    assert.equal(await page.getByLabel('う').isChecked(), false);
    await pick(page, page.locator('select'), '2');
  }));
