// Nothing sticks out on a phone 320 px wide, which is also 400 % zoom on a wide screen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readings, useBrowser } from './browser.js';
import { manyPages } from './places.js';

const visit = useBrowser();
const phone = readings['on a phone 320 px wide'];

test('a supporter with a phone reads every page without scrolling sideways', () =>
  visit(phone, async (page) => {
    for (const path of await manyPages(page)) {
      await page.goto(path);
      const { needed, there } = await page.evaluate(() => ({
        needed: document.documentElement.scrollWidth,
        there: document.documentElement.clientWidth,
      }));
      assert.ok(needed <= there + 1, `${path} needs ${needed} px of ${there} px`);
    }
  }));

test('a supporter with a phone sees every line inside its box and on the screen', () =>
  visit(phone, async (page) => {
    for (const path of await manyPages(page)) {
      await page.goto(path);
      await page.evaluate(() => document.fonts.ready);
      assert.deepEqual(await page.evaluate(textThatSticksOut), [], path);
    }
  }));

// Runs in the page.
function textThatSticksOut() {
  const found = [];
  const width = document.documentElement.clientWidth;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const element = text.parentElement;
    if (!text.data.trim() || element.closest('script, style, noscript, option, rt')) continue;
    if (getComputedStyle(element).visibility !== 'visible' || forScreenReaders(element)) continue;

    const block = boxAround(element);
    const box = block.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const line of range.getClientRects()) {
      // What waits outside until it is focused, like a skip link, is not read there.
      if (line.width === 0 || line.right <= 0 || line.bottom + scrollY <= 0) continue;
      if (line.left < -1 || line.right > width + 1) report(element, 'leaves the screen');
      else if (line.left < box.left - 1 || line.right > box.right + 1) report(element, `leaves ${name(block)}`);
    }
    if (block.matches('button, .button, .choice') && block.scrollHeight > block.clientHeight + 1) {
      report(element, `is cut by the height of ${name(block)}`);
    }
  }
  return [...new Set(found)];

  function report(element, what) {
    found.push(`${name(element)} 「${element.textContent.trim().slice(0, 30)}」 ${what}`);
  }

  function name(element) {
    return [element.localName, ...element.classList].join('.');
  }

  function boxAround(element) {
    let box = element;
    while (/^(inline|ruby|contents)/.test(getComputedStyle(box).display) && !box.matches('button, .button')) {
      box = box.parentElement;
    }
    return box;
  }

  // Hidden by the usual way: a box of one pixel that cuts the rest off.
  function forScreenReaders(element) {
    for (let box = element; box; box = box.parentElement) {
      const { overflowX, clipPath } = getComputedStyle(box);
      if (box.offsetWidth <= 1 && box.offsetHeight <= 1 && (overflowX !== 'visible' || clipPath !== 'none')) return true;
    }
    return false;
  }
}
