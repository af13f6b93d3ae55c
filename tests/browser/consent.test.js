// Consents: every page of them, and the way of one from a consultation without a name to a withdrawal, on a narrow
// phone without scripts and with the keyboard alone.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fits, readsWell } from './barriers.js';
import { open, readings, readingsOf, signInAsStaff, useBrowser } from './browser.js';
import { caseNamed, consentPages } from './places.js';

const visit = useBrowser();
const withoutScript = { ...readings['on a phone 320 px wide'], javaScriptEnabled: false };
const invented = '見本 ゆい';
const doctor = 'どこにもない医院ぱぴぷ';

/** Presses something with the keyboard and waits for the page that it leads to. */
async function send(page, button) {
  await Promise.all([page.waitForEvent('load'), button.press('Enter')]);
}

async function follow(page, name) {
  await send(page, page.locator('main').getByRole('link', { name, exact: true }));
}

/** Chooses an answer by its name and value. */
async function choose(page, name, value) {
  await page.locator(`input[name="${name}"][value="${value}"]`).press('Space');
}

const press = (page, name) => send(page, page.getByRole('button', { name, exact: true }));
const said = (page) => page.locator('main').innerText();

/** Today where the agency is. */
function today() {
  return new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
}

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

/** A consultation that got a name, with a doctor in its team; answers the address of its consents. */
async function caseWithDoctor(page) {
  await open(page, '/cases/new');
  await choose(page, 'about', 'anonymous');
  await page.getByLabel('相談のことがら').fill('薬のことを伝えてほしい');
  await press(page, 'ケースをはじめる');
  await follow(page, '本人の名前を入れる');
  await page.getByLabel('名前', { exact: true }).fill('体験 みどり（架空）');
  await page.getByLabel('本人が同意した日').fill(today());
  await choose(page, 'agreed_how', 'oral');
  await press(page, '同意を確かめて名前を入れる');

  await follow(page, '機関をチームに入れる');
  await page.getByLabel('機関の名前').fill(doctor);
  await page.getByLabel('職種').selectOption('attending_physician');
  await choose(page, 'ring', 'welfare_medical');
  await choose(page, 'part', 'member');
  await choose(page, 'employer', 'not_the_employer');
  await press(page, '支援チームに書く');
  await follow(page, '同意を見る・きく・止める');
  return new URL(page.url()).pathname;
}

/** Looks what the doctor would see by phone on a day when the person is unwell. */
async function preview(page) {
  await follow(page, '伝える前に、どう見えるかを見る');
  await page.locator('input[name="to"]').first().press('Space');
  await page.getByLabel('何のために').selectOption('when_unwell');
  await page.getByLabel('どの方法で').selectOption('phone');
  await press(page, 'どう見えるかを見る');
  assert.equal(new URL(page.url()).search, '', 'whom they looked for stands in no address');
  await fits(page);
  return said(page);
}

test('a supporter asks, looks what is told, pauses, begins again and withdraws for a person', () =>
  visit(withoutScript, async (page) => {
    await signInAsStaff(page);
    const consents = await caseWithDoctor(page);
    assert.match(await said(page), /同意は、まだありません/);
    await fits(page);

    await follow(page, '本人にきく');
    assert.equal(await page.locator('input[name^="q_"]:checked').count(), 0, 'nothing is answered beforehand');
    const details = page.locator('details').first();
    await details.locator('summary').press('Enter');
    assert.ok(await details.locator('li').first().isVisible(), 'details unfold without a script');
    await choose(page, 'q_medical_cooperation_body', 'yes');
    await page.locator('input[name="to_medical_cooperation"]').first().press('Space');
    // Nobody linked an account with this case, so that no screen could know the person.
    await choose(page, 'how', 'on_screen');
    await page.getByLabel('本人の暗証番号（画面のとき）').fill('2580');
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
    assert.match(await preview(page), /見えること[\s\S]*くすりのこと[\s\S]*見えないこと/);

    await open(page, consents);
    await follow(page, '同意を すべて止める');
    assert.match(await said(page), /伝えられなくなること/);
    await fits(page);
    await press(page, '止める');
    assert.match(await said(page), /いったん止めています/);
    assert.match(await preview(page), /何も見えません/);

    await open(page, consents);
    const again = page.getByRole('button', { name: /^本人が「もう一度はじめる」と言った/ });
    await send(page, again);
    assert.match(await said(page), /もう一度はじめました/);
    await follow(page, '同意を すべて止める');
    await choose(page, 'kind', 'withdraw');
    await press(page, '止める');
    assert.match(await said(page), /やめました/);
    assert.equal(await again.count(), 0, 'a withdrawal is taken back by a new consent alone');
    assert.match(await preview(page), /何も見えません/);
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

      await page.getByRole('button', { name: 'けす', exact: true }).press('Enter');
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
