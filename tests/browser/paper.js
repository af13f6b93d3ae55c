// What a page becomes on paper, and the sheets that are taken as PDF.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { press } from './keys.js';

const run = promisify(execFile);

/** The sides a page prints on: the size of each in points. */
export async function printed(page) {
  return pagesOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
}

/** The browser writes the page objects of a PDF uncompressed. */
function pagesOf(pdf) {
  const objects = pdf.toString('latin1').split(/\bendobj\b/);
  return objects
    .filter((object) => /\/Type\s*\/Page\b/.test(object))
    .map((object) => {
      const [, width, height] = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/.exec(object);
      return { width: Number(width), height: Number(height) };
    });
}

/** Takes the sheet that a link leads to: its name, the number of its sides, and what stands on it, as `unspaced`. */
export async function taken(page, link) {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, link)]);
  const file = await download.path();
  assert.match((await readFile(file)).subarray(0, 8).toString('latin1'), /^%PDF-1\./);
  const { stdout } = await run('pdftotext', ['-enc', 'UTF-8', file, '-']);
  // Each side ends with a form feed.
  return { name: download.suggestedFilename(), sides: stdout.split('\f').length - 1, text: unspaced(stdout) };
}

/** A text without the spaces and line breaks that setting it puts in, and with one way to write each sign. */
export const unspaced = (text) => text.normalize('NFKC').replace(/[\s\u200b]/g, '');
