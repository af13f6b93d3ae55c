// Consents: every page of them, and the way of one from a consultation without a name to a withdrawal, on a narrow
// phone without scripts and with the keyboard alone: asked, looked at, printed, told by, paused and taken up again.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fits, readsWell } from './barriers.js';
import { open, readings, readingsOf, signInAsStaff, useBrowser } from './browser.js';
import {
  caseWithDoctor,
  choose,
  chooseFirst,
  doctor,
  follow,
  goTo,
  press,
  preview,
  said,
  sayYesToTheDoctor,
  tellTheDoctor,
  write,
} from './casework.js';
import { press as pressIt, send } from './keys.js';
import { taken, unspaced } from './paper.js';
import { caseNamed, consentPages } from './places.js';

const visit = useBrowser();
const withoutScript = { ...readings['on a phone 320 px wide'], javaScriptEnabled: false };
const invented = '見本 ゆい';
const asked = '体験 みどり（架空）';

for (const [nth, path] of consentPages.entries()) {
  describe(`staff read ${path}`, () => {
    for (const [how, reading] of readingsOf(nth)) {
      test(how, () =>
        visit.again(reading, async (page) => {
          await signInAsStaff(page);
          await open(page, path.startsWith('case') ? path.replace('case', await caseNamed(page, invented)) : path);
          await readsWell(page);
        }));
    }
  });
}

/** Prints a form that asks about daily life, and looks what stands on it. */
async function printForm(page, consents) {
  await goTo(page, consents);
  await follow(page, '紙の用紙');
  await chooseFirst(page, 'to_daily_contact');
  await press(page, '用紙を作る');
  await fits(page);
  const made = await page.locator('.row-title').first().innerText();
  const [code] = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(made) ?? assert.fail(made);
  const form = await taken(page, page.getByRole('link', { name: /^印刷する（PDF）/ }).first());
  assert.equal(form.name, '同意の用紙.pdf');
  assert.ok(form.sides === 1 || form.sides === 2, `a form of two questions takes ${form.sides} sides`);
  for (const words of [asked, doctor, code, 'はい', 'いいえ', '同意の質問']) {
    assert.ok(form.text.includes(unspaced(words)), `${words}: ${form.text}`);
  }
}

/** Prints the copy for the doctor, and looks what stands on it. */
async function printCopy(page, consents) {
  await goTo(page, consents);
  await pressIt(page, page.locator('summary', { hasText: '同意の 写し' }).first());
  const copy = await taken(page, page.getByRole('link', { name: `${doctor} あて`, exact: true }));
  assert.equal(copy.name, '同意の写し.pdf');
  assert.equal(copy.sides, 1);
  for (const words of [asked, doctor, '服薬、通院', '書面']) {
    assert.ok(copy.text.includes(unspaced(words)), `${words}: ${copy.text}`);
  }
}

/** The records of what was told, of which there are so many. */
async function records(page, address, count) {
  await goTo(page, `${address}/records`);
  const text = await said(page);
  assert.ok(text.includes(`伝えたこと（${count}）`), text);
  return text;
}

test('a supporter asks, looks what is told, tells it, pauses, begins again and withdraws for a person', () =>
  visit(withoutScript, async (page) => {
    await signInAsStaff(page);
    const { address, consents } = await caseWithDoctor(page, asked);
    assert.match(await said(page), /同意は、 まだ ありません/);
    await fits(page);

    await tellTheDoctor(page, address);
    assert.match(await page.title(), /^できませんでした/);
    assert.match(await said(page), /この同意が 足りません[\s\S]*この情報を伝える同意がありません/);
    await fits(page);
    await records(page, address, 0);

    await goTo(page, consents);
    await follow(page, '本人にきく');
    assert.equal(await page.locator('input[name^="q_"]:checked').count(), 0, 'nothing is answered beforehand');
    const details = page.locator('details').first();
    await pressIt(page, details.locator('summary'));
    assert.ok(await details.locator('li').first().isVisible(), 'details unfold without a script');
    await sayYesToTheDoctor(page);
    // Nobody linked an account with this case, so that no screen could know the person.
    await choose(page, 'how', 'on_screen');
    await choose(page, 'form_agreed', 'yes');
    await write(page, '本人の暗証番号（画面のとき）', '2580');
    await press(page, '答えを書きとめる');
    assert.match(await said(page), /画面での同意には、本人のカードと暗証番号がいります/);
    assert.equal(await page.getByLabel('本人の暗証番号（画面のとき）').inputValue(), '', 'a PIN is never shown again');
    await fits(page);
    await choose(page, 'how', 'written');
    await press(page, '答えを書きとめる');
    assert.equal(new URL(page.url()).pathname, consents);
    for (const words of [doctor, '有効', '書面で', 'くすりのこと']) {
      assert.ok((await said(page)).includes(words), `${words}: ${await said(page)}`);
    }
    await fits(page);
    // In the words of the case, and what it does not hold.
    const seen = await preview(page, consents);
    assert.match(seen, /話してよいこと[\s\S]*名前\s+体験 みどり（架空）[\s\S]*くすりのこと[\s\S]*まだ書いてありません/);
    assert.match(seen, /くすりのこと[\s\S]*まだ話せないこと/);
    await printForm(page, consents);
    await printCopy(page, consents);

    // What was chosen before the person was asked has waited: telling it now is one press.
    await goTo(page, `${address}/told`);
    await press(page, '話した・送った');
    assert.equal(new URL(page.url()).pathname, `${address}/records`);
    const told = await records(page, address, 1);
    for (const words of [doctor, '服薬・通院', '電話', '本人の同意']) {
      assert.ok(told.includes(words), `${words}: ${told}`);
    }
    await fits(page);

    await goTo(page, consents);
    await follow(page, '同意を すべて 止める');
    assert.match(await said(page), /伝えられなくなること/);
    await fits(page);
    await press(page, '止める');
    assert.match(await said(page), /いったん 止めています/);
    assert.match(await preview(page, consents), /何も話せません/);
    await tellTheDoctor(page, address);
    assert.match(await said(page), /この同意が 足りません[\s\S]*本人が、この同意を「いったん止める」にしています/);
    await fits(page);
    await records(page, address, 1);

    await goTo(page, consents);
    const again = page.getByRole('button', { name: /^本人が「もう一度はじめる」と言った/ });
    await send(page, again);
    assert.match(await said(page), /もういちど はじめました/);
    await goTo(page, `${address}/told`);
    await press(page, '話した・送った');
    await records(page, address, 2);

    await goTo(page, consents);
    await follow(page, '同意を すべて 止める');
    await choose(page, 'kind', 'withdraw');
    await press(page, '止める');
    assert.match(await said(page), /やめました/);
    assert.equal(await again.count(), 0, 'a withdrawal is taken back by a new consent alone');
    assert.equal(await page.locator('summary', { hasText: '同意の 写し' }).count(), 0, 'nothing is left to copy');
    assert.match(await preview(page, consents), /何も話せません/);
    await tellTheDoctor(page, address);
    assert.match(await said(page), /この同意が 足りません[\s\S]*本人が、この同意をやめました/);
    await records(page, address, 2);
  }));

/** Draws strokes on the sheet, each from corner to corner of a part of it. */
async function scribble(page, strokes) {
  const sheet = page.locator('canvas');
  await sheet.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await sheet.boundingBox();
  for (const [from, to] of strokes) {
    await page.mouse.move(x + width * from[0], y + height * from[1]);
    await page.mouse.down();
    await page.mouse.move(x + width * to[0], y + height * to[1], { steps: 8 });
    await page.mouse.up();
  }
}

/** How many points of the sheet are dark. */
function inkOf(page) {
  return page.locator('canvas').evaluate((sheet) => {
    const { data } = sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height);
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) dark += data[at] < 128 ? 1 : 0;
    return dark;
  });
}

for (const how of ['on a wide screen', 'on a phone 320 px wide']) {
  test(`a person ${how} draws their name with the mouse, wipes it away by a key and draws it again`, () =>
    visit(readings[how], async (page) => {
      await signInAsStaff(page);
      await open(page, `${await caseNamed(page, invented)}/consents/ask`);
      const kept = page.locator('input[name="signature"]');
      await page.getByText('まだ何も書かれていません').waitFor();
      assert.equal(await inkOf(page), 0);
      await scribble(page, [[[0.1, 0.2], [0.3, 0.8]], [[0.5, 0.2], [0.9, 0.7]]]);
      assert.match(await kept.inputValue(), /^\d+,\d+( \d+,\d+)+;\d+,\d+( \d+,\d+)+$/, 'two strokes of whole numbers');
      assert.ok((await inkOf(page)) > 500, 'it is seen');
      await page.getByText('署名が書かれています').waitFor();
      await fits(page);

      await pressIt(page, page.getByRole('button', { name: 'けす', exact: true }));
      assert.equal(await kept.inputValue(), '');
      assert.equal(await inkOf(page), 0);

      // On paper nobody signs a screen: the answer says so, and what was drawn is still there.
      await scribble(page, [[[0.2, 0.5], [0.8, 0.5]]]);
      const drawn = await kept.inputValue();
      await choose(page, 'how', 'written');
      await press(page, '答えを書きとめる');
      assert.match(await said(page), /「画面で」答えたときだけ/);
      assert.equal(await kept.inputValue(), drawn);
      assert.ok((await inkOf(page)) > 200, 'it is drawn again');
      await readsWell(page);
    }));
}

test('without scripts a page says how to sign instead, and everything else works', () =>
  visit(withoutScript, async (page) => {
    await signInAsStaff(page);
    await open(page, `${await caseNamed(page, invented)}/consents/ask`);
    assert.match(await said(page), /紙に署名をもらうときは、紙の用紙をつかってください/);
    assert.equal(await page.locator('canvas').isVisible(), false);
    await fits(page);
  }));
