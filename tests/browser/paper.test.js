// Paper is a main output: an agency fits on a sheet, without what only a screen needs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, readings, useBrowser } from './browser.js';
import { agencies } from './places.js';

const visit = useBrowser();

test('a supporter prints an agency on one or two A4 sheets', () =>
  visit(readings['on a wide screen'], async (page) => {
    for (const path of await agencies(page)) {
      await open(page, path);
      const pages = pagesOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
      assert.ok(pages.length >= 1 && pages.length <= 2, `${path} takes ${pages.length} sheets`);
      for (const { width, height } of pages) {
        // A4 is 595 × 842 points; the browser rounds up to whole pixels.
        const isA4 = Math.abs(width - 595) <= 2 && Math.abs(height - 842) <= 2;
        assert.ok(isA4, `${path} prints on ${width} × ${height} points, not on A4`);
      }
    }
  }));

test('a supporter finds on paper how to reach the agency, and no menu', () =>
  visit(readings['on a wide screen'], async (page) => {
    await open(page, (await agencies(page))[0]);
    const menus = page.locator('nav');
    assert.ok((await menus.count()) > 0, 'the screen has a menu');
    await page.emulateMedia({ media: 'print' });
    for (const menu of await menus.all()) {
      assert.ok(!(await menu.isVisible()), `printed: ${await menu.evaluate((nav) => nav.outerHTML.slice(0, 120))}`);
    }
    assert.ok(await page.locator('h1').isVisible());
    assert.match(await page.locator('.reach').innerText(), /どう連絡するか/);
  }));

/** Size of each page in points; the browser writes the page objects of a PDF uncompressed. */
function pagesOf(pdf) {
  const objects = pdf.toString('latin1').split(/\bendobj\b/);
  return objects
    .filter((object) => /\/Type\s*\/Page\b/.test(object))
    .map((object) => {
      const [, width, height] = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/.exec(object);
      return { width: Number(width), height: Number(height) };
    });
}
