// Notes while people meet: what somebody typed is there after the browser was killed, and after the server was.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readsWell } from './barriers.js';
import { open, readings, withBrowser } from './browser.js';
import { choose, follow, press, write } from './casework.js';
import { withDemo } from './installation.js';
import { press as pressKey, type } from './keys.js';
import { fixDate, hold, soon } from './meeting.js';
import { caseNamed } from './places.js';

const wide = readings['on a wide screen'];
const person = '見本 ゆい';
const saved = /^\d{1,2}:\d\d に保存しました$/;
const away = /^サーバーに つながりません。書いたものは この画面に あります。つながると 保存します。/;

const notes = (page) => page.locator('[name="said"]');
const stateLine = (page, words) => page.locator('#saved').getByText(words).waitFor();
const texts = async (page) => [await notes(page).inputValue(), await page.locator('[name="conclusion"]').inputValue()];

/** Types on where somebody is. */
const goOn = (page, words) => page.keyboard.insertText(words);

/** Holds a conference that begins in a minute or two, and answers the address of its minutes. */
async function holdOne(page) {
  const home = await caseNamed(page, person);
  await open(page, `${home}/conferences`);
  await follow(page, '会議を用意する');
  await choose(page, 'kind', 'case_conference');
  await choose(page, 'purpose', 'handover');
  await choose(page, 'presence', 'with');
  await press(page, '会議の準備をはじめる');
  const conference = new URL(page.url()).pathname;
  await follow(page, '日時を決める');
  await fixDate(page, { ...soon(), place: '高槻市役所 3階 第2会議室' });
  await hold(page);
  return `${conference}/minutes`;
}

/** Nothing that was typed about a person stays in the browser outside of the page. */
async function keepsNothing(page) {
  const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length]);
  assert.deepEqual(kept, [0, 0]);
}

test('a note taker whose browser is killed, and whose server is, finds every word', () =>
  withDemo('staff', async (demo) => {
    const minutes = await withBrowser(demo, wide, async (page, kill) => {
      const address = await holdOne(page);
      await open(page, address);
      await type(page, notes(page), '休けいを 言い出しにくい。');
      // Nobody presses anything.
      await stateLine(page, saved);
      await keepsNothing(page);
      await kill();
      return address;
    });

    await withBrowser(demo, wide, async (page) => {
      const warned = [];
      page.on('dialog', (dialog) => {
        warned.push(dialog.type());
        return dialog.accept();
      });
      await open(page, minutes);
      assert.deepEqual(await texts(page), ['休けいを 言い出しにくい。', '']);

      // The server goes while they type; what they type meanwhile is kept as soon as it is back.
      await notes(page).press('Control+End');
      await goOn(page, '合図の カードを 見せる。');
      await demo.die();
      await goOn(page, 'カードは ロッカーに おく。');
      await stateLine(page, away);
      await type(page, page.locator('[name="conclusion"]'), '12月から ためす。');
      await stateLine(page, away);
      await readsWell(page);
      await demo.rise();
      await stateLine(page, saved);
      const whole = '休けいを 言い出しにくい。合図の カードを 見せる。カードは ロッカーに おく。';
      assert.deepEqual(await texts(page), [whole, '12月から ためす。']);
      await open(page, minutes);
      assert.deepEqual(await texts(page), [whole, '12月から ためす。']);

      // Whoever presses the button of a server that is away stays where they are, and goes on when it is back.
      await demo.die();
      await type(page, page.locator('[name="conclusion"]'), '1月から ためす。');
      await pressKey(page, page.getByRole('button', { name: '保存する', exact: true }));
      await stateLine(page, away);
      assert.deepEqual(await texts(page), [whole, '1月から ためす。']);
      await Promise.all([page.waitForEvent('load'), demo.rise()]);
      assert.deepEqual(await texts(page), [whole, '1月から ためす。']);
      assert.deepEqual(warned, [], 'nothing was unsaved when they went on');

      // Whoever leaves at once is warned, and what they typed is kept all the same.
      await write(page, '残ったこと', '店長にも 話すか。');
      await open(page, '/cases');
      assert.deepEqual(warned, ['beforeunload']);
      await open(page, minutes);
      assert.equal(await page.getByLabel('残ったこと', { exact: true }).inputValue(), '店長にも 話すか。');
      await keepsNothing(page);
    });
  }));
