// What a page becomes on paper, and the sheets that are taken as PDF.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { press } from './keys.js';

const run = promisify(execFile);

/** The sides a page prints on: the size of each in points. */
export async function printed(page) {
  return pagesOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
}

/** The same, with what stands on them, as `unspaced`. */
export async function printedText(page) {
  const folder = await mkdtemp(path.join(tmpdir(), 'renkei-printed-'));
  try {
    const file = path.join(folder, 'page.pdf');
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true, path: file });
    const { stdout } = await run('pdftotext', ['-enc', 'UTF-8', file, '-']);
    return { sides: pagesOf(pdf), text: unspaced(stdout) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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

/**
 * Takes the sheet that a link leads to: its name, the number of its sides, what stands on it, as `unspaced`, what it says
 * of itself and of its fonts, and how much of each side is dark, as `inkOf` has it.
 */
export async function taken(page, link) {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, link)]);
  const file = await download.path();
  assert.match((await readFile(file)).subarray(0, 8).toString('latin1'), /^%PDF-1\./);
  const { stdout } = await run('pdftotext', ['-enc', 'UTF-8', file, '-']);
  // Each side ends with a form feed.
  const sides = stdout.split('\f').length - 1;
  const said = async (program, ...ways) => (await run(program, [...ways, file])).stdout;
  return {
    name: download.suggestedFilename(),
    sides,
    text: unspaced(stdout),
    info: () => said('pdfinfo'),
    meta: () => said('pdfinfo', '-meta'),
    fonts: () => said('pdffonts'),
    ink: () => inkOf(file),
  };
}

/** Draws a PDF as a FAX sees it, 100 dots an inch, and says of each side which part of it is dark. */
export async function inkOf(file) {
  const folder = await mkdtemp(path.join(tmpdir(), 'renkei-paper-'));
  try {
    await run('pdftoppm', ['-r', '100', '-gray', file, path.join(folder, 'side')]);
    const sides = (await readdir(folder)).sort();
    return await Promise.all(sides.map(async (side) => darkPart(await readFile(path.join(folder, side)))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The part of a picture in the format PGM that is dark: a byte for each point behind three lines of text. */
function darkPart(picture) {
  const [head, width, height] = /^P5\s(\d+)\s(\d+)\s255\s/.exec(picture.subarray(0, 64).toString('latin1'));
  const points = picture.subarray(head.length);
  assert.equal(points.length, width * height, 'a byte for each point');
  return points.filter((point) => point < 128).length / points.length;
}

/** A text without the spaces and line breaks that setting it puts in, and with one way to write each sign. */
export const unspaced = (text) => text.normalize('NFKC').replace(/[\s\u200b]/g, '');
