// Signing in and what stands behind it: with the keyboard alone, without scripts, on a narrow phone.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seriousBarriers } from './barriers.js';
import { open, readings, readingsOf, signIn, useBrowser } from './browser.js';
import { ownPages } from './places.js';
import { textThatSticksOut } from './text.js';

const visit = useBrowser();
const narrow = readings['on a phone 320 px wide'];
const withoutScript = { ...narrow, javaScriptEnabled: false };
const members = '/networks/01932f00-0000-7000-8000-000000000001/members';

for (const [nth, path] of ownPages.entries()) {
  describe(`a coordinator reads ${path}`, () => {
    for (const [how, reading] of readingsOf(nth)) {
      test(how, () =>
        visit.again(reading, async (page) => {
          await signIn(page);
          await open(page, path);
          assert.deepEqual(await seriousBarriers(page), []);
          await page.evaluate(() => document.fonts.ready);
          const { needed, there } = await page.evaluate(() => ({
            needed: document.documentElement.scrollWidth,
            there: document.documentElement.clientWidth,
          }));
          assert.ok(needed <= there + 1, `needs ${needed} px of ${there} px`);
          assert.deepEqual(await page.evaluate(textThatSticksOut), []);
        }));
    }
  });
}

test('a supporter on a narrow phone without scripts is told what is wrong, and what was typed stays', () =>
  visit(withoutScript, async (page) => {
    await open(page, '/account');
    await page.waitForURL('**/sign-in?next=%2Faccount');
    await page.getByLabel('メールアドレス').fill('nobody@example.jp');
    await page.getByLabel('パスワード').fill('ちがう ことば です');
    await page.getByRole('button', { name: 'ログインする' }).click();
    assert.match(await page.title(), /^入力を確かめてください/);
    assert.equal(await page.getByLabel('メールアドレス').inputValue(), 'nobody@example.jp');
    assert.equal(await page.getByLabel('パスワード').inputValue(), '', 'a password is never shown again');
    assert.equal(await page.locator('input[name="next"]').inputValue(), '/account');
  }));

test('a supporter with only a keyboard comes to the summary first, without looking for it', () =>
  visit({ ...readings['on a wide screen'], javaScriptEnabled: false }, async (page) => {
    await open(page, '/sign-in');
    await page.getByLabel('メールアドレス').press('Enter');
    await page.locator('.error-summary').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.type('haruka@example.jp');
    assert.equal(await page.getByLabel('メールアドレス').inputValue(), 'haruka@example.jp');
  }));

test('a coordinator invites a colleague on a narrow phone, without scripts, and takes it back', () =>
  visit(withoutScript, async (page) => {
    await signIn(page);
    await open(page, '/account');
    await page.getByRole('link', { name: 'メンバーと招待を見る' }).first().click();
    await page.getByRole('link', { name: '人を招待する' }).click();
    await page.getByLabel(/の 事務局$/).check();
    await page.getByLabel('お名前').fill('ためし そら');
    await page.getByRole('button', { name: '招待の番号をつくる' }).click();
    const code = (await page.locator('.to-read').innerText()).trim();
    assert.match(code, /^([2-9A-HJKMNP-Z]{4}-){3}[2-9A-HJKMNP-Z]{4}$/);
    const [sheet] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '紙の招待状をPDFで受けとる' }).click(),
    ]);
    assert.equal(sheet.suggestedFilename(), '招待状.pdf');
    assert.equal((await page.locator('.to-read').innerText()).trim(), code, 'the page with the code stays');
    await page.locator('main').getByRole('link', { name: 'メンバーと招待にもどる' }).click();
    await page.getByRole('button', { name: /招待を取り消す.*ためし そら/ }).first().click();
    assert.equal(await page.getByText('ためし そら').count(), 0);
  }));

// The demo writes to nobody, so that its letters wait.
test('a coordinator on a narrow phone sees that a letter waits, and makes a code to tell by phone', () =>
  visit(withoutScript, async (page) => {
    await signIn(page);
    await open(page, `${members}/invite`);
    await page.getByLabel(/の 事務局$/).check();
    await page.getByLabel('お名前').fill('てがみ みなと');
    await page.getByLabel(/メールアドレス/).fill('minato@example.jp');
    await page.getByRole('button', { name: '招待の番号をつくる' }).click();
    const first = (await page.locator('.to-read').innerText()).trim();
    assert.ok(await page.getByText('minato@example.jp に、べつの番号を書いた手紙も送ります').isVisible());

    await open(page, members);
    const row = page.getByRole('row').filter({ hasText: 'てがみ みなと' });
    assert.match(await row.innerText(), /これから送る/);
    await row.getByRole('button', { name: /紙か電話で伝える番号をつくる/ }).click();
    const second = (await page.locator('.to-read').innerText()).trim();
    assert.match(second, /^([2-9A-HJKMNP-Z]{4}-){3}[2-9A-HJKMNP-Z]{4}$/);
    assert.notEqual(second, first);

    await open(page, members);
    await page.getByRole('button', { name: /招待を取り消す.*てがみ みなと/ }).click();
    assert.equal(await page.getByText('てがみ みなと').count(), 0);
  }));

test('a supporter who is told an address to which no letter goes hears it beside the field', () =>
  visit(withoutScript, async (page) => {
    await signIn(page);
    await open(page, `${members}/invite`);
    await page.getByLabel(/の 事務局$/).check();
    await page.getByLabel('お名前').fill('てがみ みなと');
    await page.getByLabel(/メールアドレス/).fill('みなと@example.jp');
    await page.getByRole('button', { name: '招待の番号をつくる' }).click();
    assert.match(await page.title(), /^入力を確かめてください/);
    assert.ok(await page.locator('.error-summary a[href="#mail"]').isVisible());
    assert.equal(await page.getByLabel(/メールアドレス/).inputValue(), 'みなと@example.jp');
  }));

test('a coordinator with only a keyboard comes to the board by the menu', () =>
  visit({ ...readings['on a wide screen'], javaScriptEnabled: false }, async (page) => {
    await signIn(page);
    await open(page, '/');
    const way = page.getByRole('navigation', { name: 'メニュー' }).getByRole('link', { name: /^出せなかった手紙/ });
    await way.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/letters');
    assert.equal(await way.getAttribute('aria-current'), 'page');
  }));
