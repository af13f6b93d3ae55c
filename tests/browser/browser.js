// One browser for each test file, and fresh visitors in it.
// A visitor comes from nowhere and remembers nothing: the own context is the isolation. Only who just looks comes again.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { send, type } from './keys.js';

/** Where `renkei demo` serves, as `./tests/run` found it. */
export const site = new URL(need('RENKEI_URL'));

/** Whether `./tests/run --full` asked for the long form. */
export const full = process.env.RENKEI_TEST_FULL === '1';

/** How each kind of reader sees the same pages. */
export const readings = {
  'on a wide screen': { viewport: { width: 1280, height: 900 } },
  'on a phone 320 px wide': { viewport: { width: 320, height: 640 } },
  'in dark colours': { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  // Zoom halves the room and doubles the pixels behind each of them.
  'at 200 % zoom': { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
  'in forced colours': { viewport: { width: 1280, height: 900 }, forcedColors: 'active' },
};

/**
 * The readings of the nth of many pages. Whatever does not fit shows on a narrow phone, so that every page
 * is read there; the other readings take turns, and `./tests/run --full` takes all for every page.
 */
export function readingsOf(nth) {
  const all = Object.entries(readings);
  if (full) return all;
  const narrow = all.filter(([how]) => how === 'on a phone 320 px wide');
  const others = all.filter(([how]) => how !== 'on a phone 320 px wide');
  return [...narrow, others[nth % others.length]];
}

const launch = {
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // Whatever a page might ask for, no name but this machine's own is looked up.
    '--host-resolver-rules=MAP localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  ],
};

/** A fresh visitor of the site at an address. */
async function arriveAt(address, browser, reading) {
  const context = await browser.newContext({
    baseURL: address,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    ...reading,
  });
  context.setDefaultTimeout(15_000);
  return context;
}

/**
 * Runs `story` with a page in a browser of its own, of whoever has this session at an address, and with `kill`, which
 * ends that browser as a crash does.
 */
export async function withBrowser({ address, session }, reading, story) {
  const process = await chromium.launchServer(launch);
  try {
    const browser = await chromium.connect(process.wsEndpoint());
    const page = await (await arriveAt(address, browser, reading)).newPage();
    await keepSession(page, session);
    return await story(page, () => process.kill());
  } finally {
    await process.kill();
  }
}

/**
 * Starts the browser of a test file and answers with `visit`, which opens pages for one visitor, and
 * `visit.again` for stories that only look.
 */
export function useBrowser() {
  let browser;
  const places = new Map();
  before(async () => {
    browser = await chromium.launch(launch);
  });
  after(() => browser?.close());

  const arrive = (reading) => arriveAt(site.href, browser, reading);

  /** Runs `story` with a page of its own, made as `reading` says. */
  async function visit(reading, story) {
    const context = await arrive(reading);
    try {
      return await story(await context.newPage());
    } finally {
      await context.close();
    }
  }

  /**
   * Runs `story` with the page of the last visitor of this reading: cookies, window and the letters of the
   * pages are still there, so that a look takes a third of the time.
   */
  visit.again = async (reading, story) => {
    if (!places.has(reading)) places.set(reading, await (await arrive(reading)).newPage());
    const page = places.get(reading);
    try {
      return await story(page);
    } finally {
      page.removeAllListeners();
    }
  };
  return visit;
}

/** The password of every account of the demo. */
export const demoPassword = () => need('RENKEI_PASSWORD');

/** Signs an account of the demo in by its password and the keyboard, and leads on from there. */
export async function signInByPassword(page, mail, next) {
  await open(page, `/sign-in?next=${encodeURIComponent(next)}`);
  await type(page, page.getByLabel('メールアドレス'), mail);
  await type(page, page.getByLabel('パスワード'), demoPassword());
  await send(page, page.getByRole('button', { name: 'ログインする' }));
}

/** Signs the visitor in as a coordinator of the demo: `./tests/run` entered by the printed link. */
export async function signIn(page) {
  await keepSession(page, need('RENKEI_SESSION'));
}

/** Signs the visitor in as staff (職員) of an agency of the demo, which has three cases. */
export async function signInAsStaff(page) {
  await keepSession(page, need('RENKEI_STAFF_SESSION'));
}

/** Signs the visitor in as a person (本人) of the demo. */
export async function signInAsPerson(page) {
  await keepSession(page, need('RENKEI_PERSON_SESSION'));
}

async function keepSession(page, value) {
  const url = new URL('/', site);
  // The browser takes a cookie of this name from this machine itself, though only https may set it by hand.
  url.protocol = 'https:';
  await page.context().addCookies([
    { name: '__Host-renkei', value, url: url.href, secure: true, httpOnly: true, sameSite: 'Lax' },
  ]);
}

/** Opens a page of the site that is expected to be there. */
export async function open(page, path) {
  const response = await page.goto(path);
  assert.equal(response.status(), 200, `${path} answers ${response.status()}`);
}

function need(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests through ./tests/run --only browser`);
  return value;
}
