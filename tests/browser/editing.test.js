// A coordinator edits an agency: on a narrow phone, without scripts, and with the keyboard alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousBarriers } from './barriers.js';
import { open, readings, signIn, useBrowser } from './browser.js';
import { enter, send, type } from './keys.js';
import { textThatSticksOut } from './text.js';

const visit = useBrowser();
const narrow = { ...readings['on a phone 320 px wide'], javaScriptEnabled: false };
// Whoever looks for barriers in a page needs scripts there.
const watched = readings['on a phone 320 px wide'];
const wide = { ...readings['on a wide screen'], javaScriptEnabled: false };
const agency = '/resources/01932f00-0000-7002-8000-000000000001';

test('a coordinator on a narrow phone without scripts writes a strength, finds it in the history and takes it back', () =>
  visit(narrow, async (page) => {
    await signIn(page);
    await open(page, agency);
    await send(page, page.getByRole('link', { name: '得意・苦手・できないことを直す' }));
    await page.waitForURL(`**${agency}/edit/strengths`);
    await type(page, lastEmptyRow(page), 'ためしに書いた得意');
    await send(page, page.getByRole('button', { name: 'この内容で保存する' }));
    await page.waitForURL(`**${agency}`);
    assert.match(await page.locator('main').innerText(), /ためしに書いた得意/);

    await send(page, page.getByRole('link', { name: '変更の記録を見る' }));
    await page.waitForURL(`**${agency}/history`);
    assert.match(await page.locator('section.block').first().innerText(), /直した内容[^]*ためしに書いた得意/);
    await send(page, page.getByRole('button', { name: /前の内容にもどす/ }).first());
    await page.waitForURL(`**${agency}/history`);
    assert.match(await page.locator('section.block').first().innerText(), /変更をもどした/);
    await open(page, agency);
    assert.doesNotMatch(await page.locator('main').innerText(), /ためしに書いた得意/);
  }));

test('of two people who edit at once the second sees both texts, and nothing of either is lost', () =>
  visit(watched, async (first) => {
    await signIn(first);
    await visit(watched, async (second) => {
      await signIn(second);
      for (const page of [first, second]) await open(page, `${agency}/edit/strengths`);
      await type(first, lastEmptyRow(first), '先の人の得意');
      await type(second, lastEmptyRow(second), '後の人の得意');
      await send(first, first.getByRole('button', { name: 'この内容で保存する' }));
      await first.waitForURL(`**${agency}`);
      await send(second, second.getByRole('button', { name: 'この内容で保存する' }));

      await second.getByRole('heading', { name: 'ほかの人が先に直しました' }).waitFor();
      const [now, mine] = await second.locator('.beside > div').allInnerTexts();
      assert.match(now, /いまの内容[^]*先の人の得意/);
      assert.match(mine, /あなたの内容[^]*後の人の得意/);
      assert.deepEqual(await seriousBarriers(second), []);
      assert.deepEqual(await second.evaluate(textThatSticksOut), []);
      await send(second, second.getByRole('button', { name: '自分の内容で保存する' }));
      await second.waitForURL(`**${agency}`);
      const text = await second.locator('main').innerText();
      assert.match(text, /先の人の得意/);
      assert.match(text, /後の人の得意/);

      // Both go again: the newest change first.
      for (const _ of [1, 2]) {
        await open(second, `${agency}/history`);
        const own = second.locator('section.block', { hasText: '機関の内容を直した' });
        const edit = own.filter({ hasText: /(先|後)の人の得意/ }).nth(_ - 1);
        await send(second, edit.getByRole('button', { name: /前の内容にもどす/ }));
      }
      await open(second, agency);
      assert.doesNotMatch(await second.locator('main').innerText(), /の人の得意/);
    });
  }));

test('of two who edit at once by keys alone, without scripts on narrow phones, nobody loses a word', () =>
  visit(narrow, async (first) => {
    await signIn(first);
    await visit(narrow, async (second) => {
      await signIn(second);
      const edit = `${agency}/edit/strengths`;
      for (const page of [first, second]) await open(page, edit);
      await type(first, lastEmptyRow(first), '先に書いた得意');
      await enter(first);
      await first.waitForURL(`**${agency}`);
      await type(second, lastEmptyRow(second), '後に書いた得意');
      await enter(second);
      await second.getByRole('heading', { name: 'ほかの人が先に直しました' }).waitFor();
      assert.deepEqual(await second.evaluate(textThatSticksOut), []);
      await send(second, second.getByRole('button', { name: '自分の内容で保存する' }));
      await second.waitForURL(`**${agency}`);
      const both = await second.locator('main').innerText();
      assert.match(both, /先に書いた得意/);
      assert.match(both, /後に書いた得意/);

      // Both go again, the newest change first.
      for (const place of [0, 1]) {
        await open(second, `${agency}/history`);
        const edits = second.locator('section.block', { hasText: '機関の内容を直した' }).filter({ hasText: /に書いた得意/ });
        await send(second, edits.nth(place).getByRole('button', { name: /前の内容にもどす/ }));
      }
      await open(second, agency);
      assert.doesNotMatch(await second.locator('main').innerText(), /に書いた得意/);
    });
  }));

test('a coordinator with only a keyboard is told what is wrong with hours, and comes from there to the field', () =>
  visit(wide, async (page) => {
    await signIn(page);
    await open(page, `${agency}/edit/hours`);
    await type(page, page.getByLabel('時間', { exact: true }), '月 9時から');
    await send(page, page.getByRole('button', { name: 'この内容で保存する' }));
    await page.locator('.error-summary').waitFor();
    assert.match(await page.title(), /^入力を確かめてください/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const field = page.getByLabel('時間', { exact: true });
    assert.ok(await field.evaluate((element) => element === document.activeElement), 'the link leads into the field');
    assert.equal(await field.inputValue(), '月 9時から', 'what was typed is still there');
    await type(page, field, '月-金 9:00-17:00');
    await send(page, page.getByRole('button', { name: '読み方をたしかめる' }));
    await page.getByRole('heading', { name: '上の時間は、こう読みます' }).waitFor();
    await send(page, page.getByRole('link', { name: '保存しないで、もどる' }));
    await page.waitForURL(`**${agency}`);
  }));

/** The field of the row that is still to be filled in. */
function lastEmptyRow(page) {
  return page.locator('input[id^="strengths-"][id$="-text"]').last();
}
