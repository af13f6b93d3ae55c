// The pages of the demo network, found the way a visitor finds them: by following links.

import assert from 'node:assert/strict';
import { full, open } from './browser.js';

/** 高槻市, the city whose list every story of a visit leads to. */
export const area = { name: '高槻市', path: '/areas/272078' };

/** A name that no municipality has. */
export const noSuchName = 'ないまち';

/** One page of every kind, as `{ what, find }`; `find` answers its path. */
export const everyKindOfPage = [
  { what: 'the entrance', find: async () => '/' },
  { what: 'the entrance after a mistyped name', find: async () => `/areas?name=${encodeURIComponent(noSuchName)}` },
  { what: 'the list of an area', find: async () => area.path },
  { what: 'the list of a kind', find: async () => '/kinds/employment_transition' },
  { what: 'what a search found', find: async () => search({ q: '支援' }) },
  {
    what: 'a narrowed search',
    find: async () => search({ q: '支援', area: '272078', km: '10', capacity: 'yes', good: 'disability/mental' }),
  },
  { what: 'a search that finds nothing', find: async () => search({ q: '存在しない機関', open: 'now' }) },
  { what: 'an agency', find: async (page) => (await agencies(page))[0] },
  { what: 'what there is of each kind for each municipality', find: async () => '/coverage/01932f00-0000-7000-8000-000000000001' },
  { what: 'the sources', find: async () => '/sources' },
  { what: 'where sources and corrections part', find: async () => '/sources/conflicts' },
  { what: 'a page that is not there', find: async () => '/no-such-page' },
  { what: 'how other systems read the directory', find: async () => '/data' },
  { what: 'how a system is connected', find: async () => '/connect' },
  { what: 'the same in English', find: async () => '/connect/en' },
  { what: 'signing in', find: async () => '/sign-in?next=%2Faccount' },
  { what: 'entering the code of an invitation', find: async () => '/invitation' },
  { what: 'a card that opens nothing', find: async () => '/card/ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2-3456' },
  { what: 'a link that opens nothing anew', find: async () => '/reset/ABCD-EFGH-JKMN-PQRS' },
  { what: 'where a code is typed to answer', find: async () => '/answer' },
  { what: 'an answer by a code that opens nothing', find: async () => '/answer/ABCD-EFGH' },
  { what: 'telling of a mistake', find: async (page) => `${(await agencies(page))[0]}/propose` },
  { what: 'telling of an agency that is missing', find: async () => '/propose' },
  { what: 'where a code is typed to read what came of a mistake', find: async () => '/proposal' },
  { what: 'an invitation that is not there', find: async () => '/invitation/ABCD-EFGH-JKMN-PQRS' },
];

/** Where the network's office imports lists. */
export const importDesk = '/networks/01932f00-0000-7000-8000-000000000001/import';

/** The pages of somebody who is signed in. */
export const ownPages = [
  '/account',
  '/account/name',
  '/account/address',
  '/account/password',
  '/account/tokens',
  '/account/webhooks',
  '/audit',
  '/sign-in/set-up',
  '/sign-in/codes',
  '/confirm?next=%2Faccount',
  '/networks/01932f00-0000-7000-8000-000000000001/members',
  '/networks/01932f00-0000-7000-8000-000000000001/members/invite',
  '/networks/01932f00-0000-7000-8000-000000000001/edit',
  '/networks/01932f00-0000-7000-8000-000000000001/history',
  '/networks/01932f00-0000-7000-8000-000000000001/handbook',
  '/today',
  '/networks/01932f00-0000-7000-8000-000000000001/upkeep',
  '/upkeep/find',
  '/account/resources',
  '/networks/01932f00-0000-7000-8000-000000000001/resources/new',
  ...[
    '',
    '/history',
    '/observations',
    '/call',
    '/close',
    '/duplicate',
    '/edit/facts',
    '/edit/hours',
    '/edit/capacity',
    '/edit/strengths',
    '/edit/contact_policy',
    '/edit/contact_policy?item=new',
    '/edit/comparison',
    '/edit/programs?item=new',
    '/edit/notices',
    '/edit/contact_persons',
  ].map((below) => `/resources/01932f00-0000-7002-8000-000000000001${below}`),
  '/sources/undecided',
  '/directory/duplicates',
  '/observations',
  '/proposals',
  '/letters',
  importDesk,
];

/** The pages of staff who keep cases; those of the newest case come last, `case` in the place of its address. */
export const casePages = [
  '/cases',
  '/cases?whose=all&course=ended',
  '/cases/new',
  '/cases/phone',
  '/cases/exceptions',
  '/conferences',
  'case',
  ...['person', 'stage', 'keeper', 'end', 'employment', 'team', 'emergency', 'note'].map((part) => `case/edit/${part}`),
  ...['told', 'records', 'records/received', 'records/misdirected', 'copy', 'exceptions', 'exceptions/new', 'conferences', 'conferences/new'].map((below) => `case/${below}`),
];

/** The pages of consents; those of a case as above. */
export const consentPages = ['/cases/ending', ...['', '/ask', '/stop', '/preview'].map((below) => `case/consents${below}`)];

/** The address of the page of a case; the first of the list whose name is `name`. */
export async function caseNamed(page, name) {
  await open(page, '/cases');
  const link = page.locator('.row-title a', { hasText: name }).first();
  return link.getAttribute('href');
}

function search(question) {
  return `/search?${new URLSearchParams(question)}`;
}

/** Paths of the agencies on the first page of the area's list, in its order. */
export async function agencies(page) {
  await open(page, area.path);
  const paths = await linksTo(page, '/resources/');
  assert.ok(paths.length > 0, `${area.path} lists no agency`);
  return paths;
}

/**
 * Paths to look at one by one: every kind of page with all agencies of the area's first page,
 * and in the long form whatever the entrance leads to.
 */
export async function manyPages(page) {
  const paths = [];
  for (const { find } of everyKindOfPage) paths.push(await find(page));
  paths.push(...(await agencies(page)));
  if (full) {
    await open(page, '/');
    const lists = [...(await linksTo(page, '/kinds/')), ...(await linksTo(page, '/areas/'))];
    assert.ok(lists.length > 0, 'the entrance leads to no list');
    for (const list of lists) {
      await open(page, list);
      paths.push(list, ...(await linksTo(page, '/resources/')));
    }
  }
  return [...new Set(paths)];
}

/** Opens all that is folded away, inside others too. */
export async function unfold(page) {
  const folded = page.locator('main details');
  assert.ok((await folded.count()) > 0, 'nothing is folded away');
  await folded.evaluateAll((all) => all.forEach((details) => (details.open = true)));
}

/** Paths of the links on the page that begin with `prefix`, each once. */
async function linksTo(page, prefix) {
  const paths = await page.locator(`a[href^="${prefix}"]`).evaluateAll((links) => links.map((link) => link.pathname));
  return [...new Set(paths)];
}
