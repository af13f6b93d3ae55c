// A person's card: made, taken as a PDF, and shown, on a narrow phone without scripts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousBarriers } from './barriers.js';
import { demoPassword, open, readings, signInAsPerson, useBrowser } from './browser.js';
import { textThatSticksOut } from './text.js';

const visit = useBrowser();
const phone = { ...readings['on a phone 320 px wide'], javaScriptEnabled: false };

// These come first: whoever makes a card has another session from then on.
for (const path of ['/account/card', '/account/card/keeper']) {
  test(`a person meets no barrier on ${path}`, () =>
    visit(readings['on a phone 320 px wide'], async (page) => {
      await signInAsPerson(page);
      await open(page, path);
      assert.deepEqual(await seriousBarriers(page), []);
      assert.deepEqual(await page.evaluate(textThatSticksOut), []);
    }));
}

test('a person makes a card on a narrow phone without scripts, and comes in by it', () =>
  visit(phone, async (page) => {
    await signInAsPerson(page);
    // The demo was entered a while ago: the password is asked before a card is made.
    await open(page, '/confirm?next=%2Faccount%2Fcard');
    await page.getByLabel('パスワード').fill(demoPassword());
    await page.getByRole('button', { name: '確かめてつづける' }).click();
    await page.waitForURL('**/account/card');
    await page.getByLabel('暗証番号').fill('1111');
    await page.getByRole('button', { name: 'カードを作る' }).click();
    assert.match(await page.title(), /^入力を確かめてください/);
    assert.equal(await page.getByLabel('暗証番号').inputValue(), '', 'a PIN is never shown again');
    await page.getByLabel('暗証番号').fill('2580');
    await page.getByRole('button', { name: 'カードを作る' }).click();
    await page.getByText('カードができました').waitFor();
    await page.getByLabel('名前をカードに書く').check();
    const [sheet] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'カードをPDFで受けとる' }).click(),
    ]);
    assert.equal(sheet.suggestedFilename(), '自分のカード.pdf');
    const entry = await page.getByRole('link', { name: 'カードのページ' }).getAttribute('href');

    await page.context().clearCookies();
    await open(page, entry);
    assert.deepEqual(await page.evaluate(textThatSticksOut), []);
    await page.getByLabel('暗証番号').fill('2581');
    await page.getByRole('button', { name: 'はいる' }).click();
    await page.getByText('暗証番号がちがいます').first().waitFor();
    await page.getByLabel('暗証番号').fill('２５８０');
    await page.getByLabel('暗証番号').press('Enter');
    await page.waitForURL((url) => url.pathname === '/');
    await open(page, '/account/card');
    await page.getByRole('button', { name: 'カードを止める' }).click();
    assert.equal((await page.goto(entry)).status(), 404);
  }));
