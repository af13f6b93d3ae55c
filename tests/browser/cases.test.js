// Cases: every page of staff and of the person, and the way of one case with the keyboard alone.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readsWell } from './barriers.js';
import { open, readings, readingsOf, signInAsStaff, signInByPassword, useBrowser } from './browser.js';
import { choose, follow, press, said, today, write } from './casework.js';
import { send } from './keys.js';
import { taken } from './paper.js';
import { caseNamed, casePages } from './places.js';

const visit = useBrowser();
const narrow = readings['on a phone 320 px wide'];
const withoutScript = { ...narrow, javaScriptEnabled: false };
const invented = '見本 ゆい';

for (const [nth, path] of casePages.entries()) {
  describe(`staff read ${path}`, () => {
    for (const [how, reading] of readingsOf(nth)) {
      test(how, () =>
        visit.again(reading, async (page) => {
          await signInAsStaff(page);
          const address = path.startsWith('case') ? path.replace('case', await caseNamed(page, invented)) : path;
          await open(page, address);
          await readsWell(page);
        }));
    }
  });
}

test('a person reads on a phone who helps and what to do on a bad day, and takes it on paper', () =>
  visit(narrow, async (page) => {
    // Whoever stops a card, as another story does, ends the sessions that were there.
    await signInByPassword(page, 'person@demo.example', '/my/cases');
    await page.waitForURL('**/my/cases');
    await readsWell(page);
    await send(page, page.locator('.row-title a').first());
    await readsWell(page);
    const text = await said(page);
    for (const words of ['助けてくれる 人（8）', '橋本', 'しずかな部屋で30分休む', '電車がらくになった']) {
      assert.ok(text.includes(words), `${words}: ${text}`);
    }
    assert.ok(!text.includes('職場を訪問'), 'what staff noted for themselves is not told');
    for (const number of await page.locator('.call .reach-target a').all()) {
      assert.match(await number.getAttribute('href'), /^tel:/);
      assert.ok((await number.boundingBox()).height >= 44, 'a number is large enough for a thumb');
    }
    const sheet = await taken(page, page.getByRole('link', { name: /^紙（PDF）に する\s*: こまったとき（緊急時シート）$/ }));
    assert.equal(sheet.name, '緊急時シート.pdf');
  }));

test('staff on a narrow phone without scripts, with only a keyboard, go from a consultation to an emergency sheet', () =>
  visit(withoutScript, async (page) => {
    await signInAsStaff(page);
    await open(page, '/cases');
    await follow(page, 'ケースをはじめる');
    await choose(page, 'about', 'anonymous');
    await write(page, '相談のことがら', '朝がつらい');
    await press(page, 'ケースをはじめる');
    const address = new URL(page.url()).pathname;
    assert.match(address, /^\/cases\/[0-9a-f-]{36}$/);
    assert.match(await page.locator('main').innerText(), /匿名の相談です/);

    await follow(page, '本人の名前を入れる');
    await write(page, '名前', '体験 花子（架空）');
    await write(page, '本人が同意した日', today());
    await choose(page, 'agreed_how', 'oral');
    await press(page, '同意を確かめて名前を入れる');
    assert.equal(await page.locator('h1').innerText(), '体験 花子（架空） さん');

    await follow(page, '機関をチームに入れる');
    await write(page, '機関の名前', 'どこにもない会ぱぴぷ');
    await choose(page, 'ring', 'community');
    await choose(page, 'part', 'lead');
    await press(page, '支援チームに書く');
    assert.match(await page.locator('main').innerText(), /どこにもない会ぱぴぷ/);

    await follow(page, '記録を書く');
    await press(page, '記録を書く');
    assert.match(await page.title(), /^入力を確かめてください/);
    await write(page, '記録', '電話で話した。');
    await press(page, '記録を書く');
    assert.match(await page.locator('main').innerText(), /電話で話した。/);

    await send(page, page.locator('p.actions').getByRole('link', { name: '緊急時シートを書く', exact: true }));
    assert.equal(new URL(page.url()).pathname, `${address}/edit/emergency`);
    await write(page, '調子のわるい日', 'しずかな部屋で休む');
    await write(page, '本人と確かめた日', today());
    await press(page, '緊急時シートを保存する');
    assert.match(await page.locator('main').innerText(), /しずかな部屋で休む/);
    assert.equal(new URL(page.url()).pathname, address);
    const sheet = await taken(page, page.getByRole('link', { name: '支援チームを紙（PDF）にする' }));
    assert.equal(sheet.name, '支援チーム.pdf');
  }));
