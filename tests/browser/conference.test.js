// A handover from the first call to the next date. Staff prepare it with the keyboard alone; the person looks at it on
// their own phone; a nurse answers by a link on hers, with few presses; the hospital is reached by phone and a station
// answers by FAX.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fits, readsWell } from './barriers.js';
import { open, readings, signInAsStaff, signInByPassword, useBrowser } from './browser.js';
import { choose, follow, goTo, press, said, write } from './casework.js';
import { type } from './keys.js';
import {
  askForDates,
  callFromTheTeam,
  came,
  chooseWay,
  dayAhead,
  enterReply,
  fixDate,
  followTo,
  hold,
  lineOf,
  markFor,
  soon,
} from './meeting.js';
import { printed, taken, unspaced } from './paper.js';
import { caseNamed } from './places.js';
import { thumbOn } from './thumb.js';

const visit = useBrowser();
const wide = readings['on a wide screen'];
const phone = { viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true };
const ofNurse = { ...phone, viewport: { width: 320, height: 640 }, javaScriptEnabled: false };

const person = '見本 ゆい';
const hospital = 'みはらし病院';
const station = 'やまぶき訪問看護';
const nurse = 'こころの訪問看護';
const place = '高槻市役所 3階 第2会議室';

/** Whoever is not to know reads nowhere whom it is about. */
function tellsNobody(text) {
  for (const word of ['見本', 'ゆい', '引継ぎ', '765-301']) {
    assert.ok(!text.includes(word), `${word}: ${text}`);
  }
}

/** The sheet by which somebody is called, which is not empty as a FAX puts it out. */
async function sheetOf(page, whom) {
  const sheet = await taken(page, lineOf(page, whom).getByRole('link', { name: /^印刷する/ }));
  for (const part of await sheet.ink()) assert.ok(part > 0.005 && part < 0.5, `${whom}: ${part} of the sheet is dark`);
  return sheet;
}

/** The host prepares a handover with three of the team. */
async function prepare(page) {
  await signInAsStaff(page);
  const home = await caseNamed(page, person);
  await open(page, home);
  await goTo(page, `${home}/conferences`);
  await follow(page, '会議を用意する');
  await choose(page, 'kind', 'case_conference');
  await choose(page, 'purpose', 'handover');
  await choose(page, 'presence', 'with');
  await press(page, '会議の準備をはじめる');
  const conference = new URL(page.url()).pathname;
  assert.match(conference, /^\/cases\/[0-9a-f-]{36}\/conferences\/[0-9a-f-]{36}$/);
  await callFromTheTeam(page, [hospital, station, nurse]);
  await follow(page, '引継ぎのことを書く');
  await write(page, 'いまの支援の終わる日', dayAhead(170));
  await write(page, '残っている課題と、ためしたこと', '昼に休けいを言い出しにくい。声をかける人を決めた。');
  await press(page, '引継ぎのことを保存する');
  assert.match(await said(page), /終わりの3か月前までに/);
  assert.match(await said(page), /足りない分は、同意があるまで伝えません/);
  await readsWell(page);
  return { home, conference };
}

/** The nurse says on her phone when she can come: a press for each date and one more, and nothing to type. */
async function answerByLink(code) {
  await visit(ofNurse, async (page) => {
    const [thumb, marks] = [thumbOn(page), ['yes', 'no']];
    await open(page, `/poll/${code}`);
    tellsNobody(await said(page));
    await fits(page);
    const dates = page.locator('fieldset.group', { has: page.locator('input[name^="mark-"]') });
    assert.equal(await dates.count(), marks.length);
    for (const [nth, one] of marks.entries()) await thumb.choose(dates.nth(nth).locator(`input[value="${one}"]`));
    await thumb.send('この答えを送る');
    assert.match(await said(page), /答えを受けとりました/);
    await fits(page);
    const { presses, keys } = thumb.counted;
    assert.ok(presses <= marks.length + 2, `${presses} presses for ${marks.length} dates`);
    assert.equal(keys, 0, 'nothing is typed');
  });
}

/** The nurse answers the invitation itself by the code that came with it, which is all that she types. */
async function answerByCode(code) {
  await visit(ofNurse, async (page) => {
    const thumb = thumbOn(page);
    await open(page, '/answer');
    await thumb.type(page.getByLabel('返事の番号', { exact: true }), code);
    await thumb.send('打ち合わせを見る');
    tellsNobody(await said(page));
    await fits(page);
    await thumb.choose(page.locator('input[name="reply"][value="coming"]'));
    await thumb.send('この返事を送る');
    assert.match(await said(page), /受け取りました: 出席/);
    await fits(page);
    const { presses, keys } = thumb.counted;
    assert.ok(presses <= 4 && keys <= '1234-5678'.length, `${presses} presses and ${keys} keys`);
  });
}

/** The person looks on their own phone who is called and what is talked about. */
async function look(conference, told) {
  await visit(phone, async (page) => {
    await signInByPassword(page, 'person@demo.example', `/my${conference}`);
    await page.waitForURL(`**/my${conference}`);
    const text = await said(page);
    for (const words of [hospital, station, nurse, ...told, 'いちばん はじめに、 あなたの 話を ききます']) {
      assert.ok(text.includes(words), `${words}: ${text}`);
    }
    await readsWell(page);
    await press(page, '見ました');
    assert.match(await said(page), /に 見ました/);
  });
}

test('staff bring a handover together by phone, FAX and link, hold it and fix the next date', () =>
  visit(wide, async (page) => {
    const { conference } = await prepare(page);

    // Nobody is asked before the person has seen who it is.
    await look(conference, []);
    await open(page, conference);

    // When people can come: one by her link, one by FAX, one on the phone, the person face to face.
    const [first, second] = [dayAhead(21), dayAhead(22)];
    const codes = await askForDates(page, `${first} 15:00\n${second} 15:00`, dayAhead(7));
    const [, code] = [...codes].find(([name]) => name.startsWith(nurse));
    assert.equal(codes.size, 4, 'the person is asked too');
    await answerByLink(code);
    await open(page, `${conference}/poll`);
    await markFor(page, station, 'fax', ['yes', 'perhaps']);
    await markFor(page, hospital, 'phone', ['yes', 'yes']);
    await markFor(page, '本人', 'in_person', ['yes', 'no']);
    await readsWell(page);
    assert.match(await page.locator('ol.rows > li').first().innerText(), /15:00/);
    await followTo(page, 'この日時に決める', '');
    await fixDate(page, { place });
    assert.match(await said(page), /日時が決まった/);

    // Nothing leaves before the person has seen it.
    await open(page, `${conference}/calls`);
    await look(conference, [place]);

    // Each is called in the way in which they can be called; what is prepared is not sent.
    await open(page, `${conference}/calls`);
    await chooseWay(page, hospital, {
      channel: 'phone',
      target: '072-000-0008',
      reason: 'MSWの三原さんに、平日の16時を過ぎてから電話してほしいと言われた。',
    });
    await chooseWay(page, station, { channel: 'fax', target: '072-000-0119', reason: '事務所の新しい番号。' });
    await chooseWay(page, nurse, { channel: 'email', target: 'haruka@example.jp', reason: '電話に出られないことが多い。' });
    await followTo(page, 'FAX番号を確かめる', station);
    await choose(page, 'how', 'by_phone');
    await press(page, '番号を確かめたと書く');
    await press(page, '知らせを用意する（メールは送る）');
    await readsWell(page);
    assert.match(await lineOf(page, nurse).innerText(), /用意した（まだ送っていない）[\s\S]*メールは自動で送ります/);

    // By FAX: one page that names nobody, written down as sent by hand.
    const sheet = await sheetOf(page, station);
    assert.equal(sheet.sides, 1);
    for (const words of ['072-000-0119', place, '出席', '欠席', '利用者のお名前は、書かないでください', '1/1ページ']) {
      assert.ok(sheet.text.includes(unspaced(words)), `${words}: ${sheet.text}`);
    }
    tellsNobody(sheet.text);
    await followTo(page, '印刷してFAXを送り、送ったと書く', station);
    await choose(page, 'what', 'sent');
    await write(page, '確かめられるもの', '送信レポート 10:05');
    await press(page, '書きとめる');
    await open(page, `${conference}/calls`);
    assert.match(await lineOf(page, station).innerText(), /送った/);

    // By phone: what anybody may hear stands above what the social worker hears.
    const script = await sheetOf(page, hospital);
    for (const words of ['072-000-0008', '三原 さんをお願いします', 'に電話をくださるよう']) {
      assert.ok(script.text.includes(unspaced(words)), `${words}: ${script.text}`);
    }
    await followTo(page, '電話をかけて、結果を書く', hospital);
    const told = await said(page);
    assert.match(told, /072-000-0008 に電話する[\s\S]*受付・同僚が出たら[\s\S]*留守番電話のとき[\s\S]*担当の人が出たら/);
    assert.match(told, /「体験 職員 です。折り返しを お願いします。/);
    tellsNobody(told.split('かける番号')[1]);
    await readsWell(page);
    await choose(page, 'outcome', 'reached');
    await write(page, 'つぎにかけるときのために', '16時半ごろ席にいる');
    await press(page, '結果を書きとめる');
    await open(page, `${conference}/calls`);
    assert.match(await lineOf(page, hospital).innerText(), /相手と話した[\s\S]*16時半ごろ席にいる/);

    // Who it is about is told apart, to whom the person's consents let it be told, and leaves its record.
    await followTo(page, 'だれのことかを、別に伝える', hospital);
    await choose(page, 'how', 'phone');
    await press(page, '伝えたと書く');
    await open(page, `${conference}/calls`);
    assert.match(await lineOf(page, hospital).innerText(), /\d 電話/);

    // The answers come back each by its own way; the nurse's from the page that her code opens.
    await enterReply(page, station, { reply: 'coming', channel: 'fax', from: '山吹' });
    await enterReply(page, hospital, { reply: 'coming', channel: 'phone', from: '三原' });
    await followTo(page, 'くわしく見る', nurse);
    const [, answer] = /返事の番号\s*([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(await said(page));
    await answerByCode(answer);
    await open(page, `${conference}/calls`);
    assert.match(await said(page), /出席 3 \/ 欠席 0 \/ まだ 0/);
    await readsWell(page);

    // Whoever stops the consents reads beforehand whom that calls off; looking calls nobody off.
    await open(page, `${conference.split('/conferences/')[0]}/consents/stop`);
    const off = (await said(page)).split('よばれなくなる 人')[1].split('どうしますか')[0];
    for (const whom of [hospital, station, nurse]) assert.ok(off.includes(whom), `${whom}: ${off}`);
    assert.match(off, /FAXで 知らせます/);
    await readsWell(page);
    await open(page, conference);
    await follow(page, 'わたした相手を書く');
    assert.match(await said(page), /会議資料を渡した[\s\S]*印刷しただけでは、記録はできません/);
    await readsWell(page);

    // Everybody is free at once after all: they meet today.
    await open(page, conference);
    await follow(page, '日時を変える');
    await fixDate(page, soon());
    assert.match(await said(page), /日時が決まった/);
    await open(page, `${conference}/calls`);
    assert.match(await lineOf(page, station).innerText(), /変更/);
    await open(page, conference);
    await hold(page);
    await follow(page, '会議の記録を開く');
    await type(page, page.locator('[name="said"]'), '朝の電車がらくになった。');
    await press(page, '保存して、つぎの議題へ');
    await type(page, page.locator('[name="conclusion"]'), '休けいの合図をきめる。');
    await press(page, '保存する');
    for (const [whom, how] of [[hospital, 'absent'], [station, 'present'], [nurse, 'present']]) await came(page, whom, how);
    await follow(page, '決まったことを書く');
    await write(page, 'いつまでに', dayAhead(14));
    await write(page, 'なにを', '休けいの合図のカードを作る');
    await press(page, '決まったことを書く');
    await readsWell(page);
    await follow(page, 'つぎの会議を用意する');
    await fixDate(page, { day: dayAhead(35), time: '15:00', button: 'つぎの会議を用意する' });
    const next = new URL(page.url()).pathname;
    assert.notEqual(next, conference);
    assert.match(await said(page), /前の会議で決めたことの確かめ/);

    // What the person takes home: half a page without their name.
    await open(page, `${conference}/minutes`);
    await follow(page, '本人にわたす半ページ');
    await readsWell(page);
    const half = await said(page);
    for (const words of ['休けいの合図のカードを作る', '15:00', 'だれが: ', 'いつまでに: ']) {
      assert.ok(half.includes(words), `${words}: ${half}`);
    }
    await page.emulateMedia({ media: 'print' });
    tellsNobody(await said(page));
    assert.equal((await printed(page)).length, 1);
    await page.emulateMedia({ media: null });
    await open(page, conference);
    await press(page, 'この会議を終える');
    assert.match(await said(page), /終わり（ふりかえり済み）/);
  }));
