// Going through a page with the keyboard alone: Tab by Tab, and at each stop the eye must find the focus.

import assert from 'node:assert/strict';

/**
 * Comes to something by Tab, or by Shift+Tab where it lies behind. Who has just come to a page and wants something of
 * its main part takes the skip link, as one does who knows the site. Of radio buttons Tab reaches the one that stands
 * for its group: arrows lead on from there. Answers with what was wanted.
 */
export async function reach(page, wanted) {
  await page.waitForLoadState();
  const target = await wanted.elementHandle();
  const { isThere, isBehind, isSkippedTo } = await page.evaluate(placeOf, target);
  if (isThere || (isSkippedTo && (await skipToMain(page, target)))) return target;
  await tabUntil(page, (stop) => stop.isThere, wanted, { key: isBehind ? 'Shift+Tab' : 'Tab', target });
  return target;
}

/** Comes to something and presses Enter on it. */
export async function press(page, wanted) {
  await reach(page, wanted);
  await page.keyboard.press('Enter');
}

/** The same, and waits for the page that it leads to, which may have the same address. */
export async function send(page, wanted) {
  await reach(page, wanted);
  await enter(page);
}

/** Presses Enter where the focus is, as whoever has typed into the last field, and waits for the page that follows. */
export async function enter(page) {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

/** Writes into a field, in place of what stands there; a day as in `2026-04-01`, a time as in `15:00`. */
export async function type(page, field, text) {
  await reach(page, field);
  const kind = await field.getAttribute('type');
  if (kind === 'date') return typeDay(page, field, text);
  if (kind === 'time') return typeTime(page, field, text);
  await page.keyboard.press('Control+A');
  return page.keyboard.insertText(text);
}

/** Chooses an answer: arrows lead through radio buttons, Space takes a single one or ticks a box. */
export async function choose(page, answer) {
  const target = await reach(page, answer);
  const most = await target.evaluate(answersBeside);
  let stop = await look(page, target);
  for (let pressed = 0; !stop.isIt && pressed < most; pressed += 1) stop = await tab(page, { key: 'ArrowDown', target });
  assert.ok(stop.isIt, `arrows never reach ${answer}`);
  if (!(await target.isChecked())) await page.keyboard.press('Space');
  assert.ok(await target.isChecked(), `${answer} is not taken`);
}

/** Chooses from a list by its value, a line at a time. */
export async function pick(page, list, value) {
  await reach(page, list);
  const lines = await list.evaluate(
    ({ options, selectedIndex }, wanted) => [...options].findIndex((line) => line.value === wanted) - selectedIndex,
    value,
  );
  for (let pressed = 0; pressed < Math.abs(lines); pressed += 1) {
    await page.keyboard.press(lines < 0 ? 'ArrowUp' : 'ArrowDown');
  }
  assert.equal(await list.inputValue(), value, `${list}`);
}

/** Hands a file in through the window that a field opens. */
export async function handIn(page, field, file) {
  const [window] = await Promise.all([page.waitForEvent('filechooser'), press(page, field)]);
  await window.setFiles(file);
}

/** Goes on until a stop is the wanted one; `what` names it where the walk comes round without it. */
export async function tabUntil(page, isWanted, what, { key = 'Tab', target = null } = {}) {
  const most = await page.evaluate(mostStops);
  const passed = [];
  while (passed.length < most) {
    const stop = await tab(page, { key, target });
    if (isWanted(stop)) return stop;
    passed.push(stop.name);
  }
  return assert.fail(`${key} never reaches ${what} at ${page.url()}; it passes ${passed.join(', ')}`);
}

/** One step by Tab or another key, which must leave the eye something to find. */
export async function tab(page, { key = 'Tab', target = null } = {}) {
  await page.keyboard.press(key);
  return look(page, target);
}

/** What has the focus: it shows so, and lies in view under nothing else. */
async function look(page, target) {
  const stop = await page.evaluate(focused, target);
  assert.ok(stop.isMarked, `${stop.name} does not show that it has the focus at ${page.url()}`);
  assert.ok(!stop.isHidden, `${stop.name} has the focus out of sight at ${page.url()}`);
  return stop;
}

/**
 * Takes the first link of every page, which leads past what stands above all pages. Whoever pointed at something before
 * goes on from there instead, and may be where they want to be: whether so is the answer.
 */
async function skipToMain(page, target) {
  const { href, isThere } = await tab(page, { target });
  if (href !== '#main') return isThere;
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main', 'the skip link leads to the main part');
  return false;
}

/** The language of the browser, not of the page, decides in which order a day is typed. */
async function typeDay(page, field, day) {
  const [year, month, date] = day.split('-');
  // From behind the first stop is the calendar.
  if (!(await field.evaluate((element) => element.matches(':focus')))) await tab(page, { key: 'Shift+Tab' });
  for (const parts of [[month, date, year], [year, 'ArrowRight', month, date], [date, month, year]]) {
    for (const _ of parts) await page.keyboard.press('ArrowLeft');
    for (const part of parts) await (part === 'ArrowRight' ? page.keyboard.press(part) : page.keyboard.type(part));
    if ((await field.inputValue()) === day) return;
  }
  assert.fail(`${field} takes no ${day}, but ${await field.inputValue()}`);
}

/** Where the clock has twelve hours, the half of the day is typed behind them. */
async function typeTime(page, field, time) {
  const [hour, minute] = time.split(':').map(Number);
  if (!(await field.evaluate((element) => element.matches(':focus')))) await tab(page, { key: 'Shift+Tab' });
  const two = (number) => String(number).padStart(2, '0');
  for (const digits of [two(hour) + two(minute), `${two(hour % 12 || 12)}${two(minute)}${hour < 12 ? 'a' : 'p'}`]) {
    for (let part = 0; part < 3; part += 1) await page.keyboard.press('ArrowLeft');
    await page.keyboard.type(digits);
    if ((await field.inputValue()) === time) return;
  }
  assert.fail(`${field} takes no ${time}, but ${await field.inputValue()}`);
}

// ---- These run in the page.

/** Where the wanted thing lies, seen from what has the focus. */
function placeOf(wanted) {
  const here = document.activeElement;
  const isAtTheStart = here === document.body;
  return {
    isThere: here === wanted,
    isBehind: !isAtTheStart && Boolean(wanted.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING),
    isSkippedTo: isAtTheStart && document.querySelector('main').contains(wanted),
  };
}

/** At how many places Tab can stop before it comes round, the browser's own bar among them. */
function mostStops() {
  const stops = [...document.querySelectorAll('*')].filter((one) => one.tabIndex >= 0 && one.checkVisibility());
  // Year, month, day and the calendar are a stop each.
  const parts = stops.filter((one) => one.matches('[type="date"], [type="time"]')).length * 3;
  return stops.length + parts + 1;
}

function focused(wanted) {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  // A tall field comes into view only as far as one writes there.
  const [line] = element.getClientRects();
  const [left, right] = [Math.max(line?.left, 0), Math.min(line?.right, innerWidth)];
  const [above, below] = [Math.max(line?.top, 0), Math.min(line?.bottom, innerHeight)];
  const top = line && document.elementFromPoint((left + right) / 2, (above + below) / 2);
  const isInView = left < right && above < below && top && (element.contains(top) || top.contains(element));
  // After the last stop the focus leaves the page for the browser's own bar.
  const isOutside = element === document.body;
  // Around the calendar inside of a field of a day, and the clock of a time, the browser draws its own ring.
  const isInside = element.matches(':is([type="date"], [type="time"]):not(:focus)');
  const isRinged = (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  const words = [...(element.labels ?? [])].map((label) => label.textContent).join(' ');
  return {
    name: isOutside ? 'the end' : `${element.localName} 「${(words || element.textContent).trim().slice(0, 20)}」`,
    href: element.getAttribute('href') ?? '',
    label: words,
    isIt: element === wanted,
    isThere: element === wanted || (wanted?.type === 'radio' && element.name === wanted.name && element.form === wanted.form),
    isMarked: isOutside || isInside || isRinged,
    isHidden: !isOutside && !isInView,
  };
}

/** How many radio buttons stand in a group; a box stands alone. */
function answersBeside(answer) {
  if (answer.type !== 'radio') return 1;
  return [...answer.form.elements].filter(({ type, name }) => type === 'radio' && name === answer.name).length;
}
