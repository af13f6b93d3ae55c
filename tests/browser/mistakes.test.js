// Who mistypes, or follows an old link, is told calmly what to do next.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, readings, useBrowser } from './browser.js';
import { noSuchName } from './places.js';

const visit = useBrowser();
const wide = readings['on a wide screen'];

test('a coordinator who mistypes a city is told at the field and above the form', () =>
  visit({ ...wide, javaScriptEnabled: false }, async (page) => {
    await mistype(page);
    assert.match(await page.title(), /^入力を確かめてください/);

    const summary = page.locator('.error-summary');
    assert.equal(await summary.getAttribute('role'), 'alert');
    assert.ok((await summary.innerText()).trim());

    const field = page.getByLabel('市区町村の名前');
    assert.equal(await field.inputValue(), noSuchName, 'what was typed is still there');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    const described = (await field.getAttribute('aria-describedby')) ?? '';
    const texts = await Promise.all(
      described.split(/\s+/).filter(Boolean).map((id) => page.locator(`[id="${id}"]`).innerText()),
    );
    assert.ok(texts.length > 0 && texts.every((text) => text.trim()), `aria-describedby="${described}" says nothing`);
  }));

test('a coordinator with a keyboard comes to the summary first, and from it to the field', () =>
  visit(wide, async (page) => {
    await mistype(page);
    const summary = page.locator('.error-summary');
    await summary.focus();
    assert.ok(await summary.evaluate((element) => element === document.activeElement), 'the summary takes the focus');

    await page.keyboard.press('Tab');
    const link = page.locator('.error-summary a');
    assert.ok(await link.first().evaluate((element) => element === document.activeElement), 'its link comes next');
    await page.keyboard.press('Enter');
    const field = page.getByLabel('市区町村の名前');
    await page.waitForURL(/#/);
    assert.ok(await field.evaluate((element) => element === document.activeElement), 'the link leads into the field');

    const summaryFirst = await summary.evaluate(
      (element, input) => Boolean(element.compareDocumentPosition(input) & Node.DOCUMENT_POSITION_FOLLOWING),
      await field.elementHandle(),
    );
    assert.ok(summaryFirst, 'the summary stands before the field');
  }));

for (const path of ['/no-such-page', '/resources/no-such-id', '/areas/999999', '/kinds/no-such-kind']) {
  test(`a visitor with the old link ${path} reads a calm line and finds the way home`, () =>
    visit({ ...wide, javaScriptEnabled: false }, async (page) => {
      const response = await page.goto(path);
      assert.equal(response.status(), 404);
      const text = await page.locator('main').innerText();
      assert.match(text, /見つかりません/);
      assert.doesNotMatch(text, /error|panic|undefined|エラー|トークン/i);
      await page.locator('main a[href="/"]').first().click();
      await page.waitForURL((url) => url.pathname === '/');
      assert.equal(await page.getByLabel('市区町村の名前').count(), 1);
    }));
}

async function mistype(page) {
  await open(page, '/');
  await page.getByLabel('市区町村の名前').fill(noSuchName);
  await page.getByRole('button', { name: 'この地域を見る' }).click();
  await page.locator('.error-summary').waitFor();
}
