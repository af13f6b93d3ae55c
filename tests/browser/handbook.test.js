// A handbook of the area: chosen and taken by keyboard alone, with scripts off, on a narrow phone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, readings, signIn, useBrowser } from './browser.js';
import { choose, send } from './keys.js';
import { taken } from './paper.js';

const visit = useBrowser();
const withoutScript = { ...readings['on a phone 320 px wide'], javaScriptEnabled: false };

test('a secretariat chooses what a handbook holds, hears how much nobody confirmed, and takes it along', () =>
  visit(withoutScript, async (page) => {
    await signIn(page);
    await open(page, '/');
    await send(page, page.getByRole('link', { name: /^社会資源ハンドブックを作る/ }));
    assert.match(await page.locator('main').innerText(), /\d+件がのります/);
    await choose(page, page.getByRole('checkbox', { name: '労働', exact: true }));
    await choose(page, page.getByRole('radio', { name: 'ふりがなあり' }));
    await send(page, page.getByRole('button', { name: 'えらんだ内容で数えなおす' }));
    assert.ok(await page.getByRole('checkbox', { name: '労働', exact: true }).isChecked());
    const [, count] = /(\d+)件がのります/.exec(await page.locator('main').innerText());

    const book = await taken(page, page.getByRole('button', { name: 'PDFを作る' }));
    assert.equal(book.name, '社会資源ハンドブック.pdf');
    assert.ok(book.text.includes(`${count}か所`), book.text);
    for (const words of ['もくじ', 'のせたもの:', 'ハローワーク', 'れんらく', 'しゃかいしげん']) {
      assert.ok(book.text.includes(words), `${words} is missing: ${book.text}`);
    }
    assert.ok(book.text.includes(`${book.sides}/${book.sides}ページ`), 'the last page says that it is the last');
    assert.match(await book.info(), /Tagged:\s+yes/);
    const [, , ...fonts] = (await book.fonts()).trim().split('\n');
    // Its columns end with: embedded, a subset, with its letters as text, and where it stands.
    for (const font of fonts) assert.match(font, / yes +yes +yes +\d+ +\d+$/);
    assert.ok(fonts.length > 0);
  }));
