// A partner that was promised a schema finds it again, or was told in time what goes.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { buildSchema } from 'graphql';
import { NOTICE_DAYS, breakingChanges, dangerousChanges, judge, kindsOfChange } from './promise.js';
import { schema } from './schema.js';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');

test('a partner finds in the schema what was promised, or reads in the changelog why not', (t) => {
  const promised = buildSchema(read('./promised.graphql'));
  const changelog = read('../../schema.changes.md');
  // The day in Japan, where lines are written.
  const today = new Date(Date.now() + 9 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const { refused, dangerous } = judge({ promised, current: schema, changelog, today });
  for (const description of dangerous) t.diagnostic(`may surprise a program: ${description}`);
  assert.deepEqual(refused, []);
});

// ---- The check itself, by small schemas --------------------------------------

const today = '2026-11-23';
const passed = 'Use `Office.fax`. Stays until 2026-11-22.';

const row = (coordinate, day = today) => `| ${day} | \`${coordinate}\` | gone | nobody asked for it |\n`;
const log = (...rows) => `# Changes\n\n## Next\n\n| day | coordinate | what | why |\n|---|---|---|---|\n${rows.join('')}\n## 2026-01-01\n`;

function judged(before, after, changelog = log()) {
  return judge({ promised: buildSchema(before), current: buildSchema(after), changelog, today });
}

const refuses = ({ refused }, ...words) => {
  assert.equal(refused.length, words.length, refused.join('\n'));
  for (const [at, word] of words.entries()) assert.ok(refused[at].includes(word), `${refused[at]} does not say ${word}`);
};

const plain = 'type Query { office: String }';

/** By kind of change: the schema before and after, and where it changed. */
const changes = {
  TYPE_REMOVED: [`${plain} type Office { id: ID }`, plain, ['ID', 'Office']],
  TYPE_CHANGED_KIND: [`${plain} type Office { id: ID }`, `${plain} input Office { id: ID }`, ['Office']],
  TYPE_REMOVED_FROM_UNION: [
    `${plain} type A { a: String } type B { b: String } union Either = A | B`,
    `${plain} type A { a: String } type B { b: String } union Either = A`,
    ['Either'],
  ],
  VALUE_REMOVED_FROM_ENUM: [`${plain} enum Kind { CLINIC SCHOOL }`, `${plain} enum Kind { CLINIC }`, ['Kind.SCHOOL']],
  REQUIRED_INPUT_FIELD_ADDED: [`${plain} input Near { x: Int }`, `${plain} input Near { x: Int y: Int! }`, ['Near.y']],
  IMPLEMENTED_INTERFACE_REMOVED: [
    `${plain} interface Node { n: String } type A implements Node { n: String }`,
    `${plain} interface Node { n: String } type A { n: String }`,
    ['A'],
  ],
  FIELD_REMOVED: ['type Query { office: String fax: String }', plain, ['Query.fax']],
  FIELD_CHANGED_KIND: [plain, 'type Query { office: [String] }', ['Query.office']],
  REQUIRED_ARG_ADDED: [plain, 'type Query { office(named: String!): String }', ['Query.office(named:)']],
  ARG_REMOVED: ['type Query { office(named: String): String }', plain, ['Query.office(named:)']],
  ARG_CHANGED_KIND: [
    'type Query { office(named: String): String }',
    'type Query { office(named: String!): String }',
    ['Query.office(named:)'],
  ],
  DIRECTIVE_REMOVED: [`${plain} directive @tag on FIELD`, plain, ['@tag']],
  DIRECTIVE_ARG_REMOVED: [`${plain} directive @tag(name: String) on FIELD`, `${plain} directive @tag on FIELD`, ['@tag(name:)']],
  REQUIRED_DIRECTIVE_ARG_ADDED: [`${plain} directive @tag on FIELD`, `${plain} directive @tag(name: String!) on FIELD`, ['@tag(name:)']],
  DIRECTIVE_REPEATABLE_REMOVED: [`${plain} directive @tag repeatable on FIELD`, `${plain} directive @tag on FIELD`, ['@tag']],
  DIRECTIVE_LOCATION_REMOVED: [`${plain} directive @tag on FIELD | QUERY`, `${plain} directive @tag on FIELD`, ['@tag']],
  ONE_OF_ADDED: [`${plain} input By { x: Int y: Int }`, `${plain} input By @oneOf { x: Int y: Int }`, ['By']],
  DEFAULT_REMOVED: [
    'type Query { office(named: String! = "a"): String } input Near { x: Int! = 1 }',
    'type Query { office(named: String!): String } input Near { x: Int! }',
    ['Query.office(named:)', 'Near.x'],
  ],
};

/** The same of what is let pass, and nobody has to write down. */
const surprises = {
  VALUE_ADDED_TO_ENUM: [`${plain} enum Kind { CLINIC }`, `${plain} enum Kind { CLINIC SCHOOL }`, ['Kind.SCHOOL']],
  TYPE_ADDED_TO_UNION: [
    `${plain} type A { a: String } type B { b: String } union Either = A`,
    `${plain} type A { a: String } type B { b: String } union Either = A | B`,
    ['Either'],
  ],
  OPTIONAL_INPUT_FIELD_ADDED: [`${plain} input Near { x: Int }`, `${plain} input Near { x: Int y: Int }`, ['Near.y']],
  OPTIONAL_ARG_ADDED: [plain, 'type Query { office(named: String): String }', ['Query.office(named:)']],
  IMPLEMENTED_INTERFACE_ADDED: [
    `${plain} interface Node { n: String } type A { n: String }`,
    `${plain} interface Node { n: String } type A implements Node { n: String }`,
    ['A'],
  ],
  ARG_DEFAULT_VALUE_CHANGE: [
    'type Query { office(first: Int = 20, named: String = "a"): String }',
    'type Query { office(first: Int = 50, named: String): String }',
    ['Query.office(first:)', 'Query.office(named:)'],
  ],
};

test('every kind of change has its schemas', () => {
  assert.deepEqual([...Object.keys(changes), ...Object.keys(surprises)].sort(), [...kindsOfChange].sort());
});

describe('the check knows where', () => {
  for (const [kind, [before, after, coordinates]] of Object.entries(changes)) {
    test(`${kind} breaks programs, and refuses it without a line`, () => {
      const found = breakingChanges(buildSchema(before), buildSchema(after)).filter(({ type }) => type === kind);
      assert.deepEqual(found.map(({ coordinate }) => coordinate).sort(), [...coordinates].sort());
      const { refused } = judged(before, after);
      for (const coordinate of coordinates) {
        assert.ok(refused.some((said) => said.includes(`no line for ${coordinate}.`)), refused.join('\n'));
      }
    });
  }
  for (const [kind, [before, after, coordinates]] of Object.entries(surprises)) {
    test(`${kind} may surprise programs, and lets it pass with a line and without`, () => {
      const found = dangerousChanges(buildSchema(before), buildSchema(after)).filter(({ type }) => type === kind);
      assert.deepEqual(found.map(({ coordinate }) => coordinate), coordinates);
      const { refused, dangerous } = judged(before, after);
      assert.deepEqual(refused, []);
      assert.equal(dangerous.length, coordinates.length);
      refuses(judged(before, after, log(...coordinates.map((one) => row(one)))));
    });
  }
});

test('what is new passes, in words and as a whole', () => {
  const more = `${plain} "What somebody offers." type Office { id: ID! name(long: Boolean): String }`;
  refuses(judged(plain, more));
  refuses(judged(plain, '"Everything." type Query { "One of them." office: String, offices: [String!]! }'));
  refuses(judged(plain, more, log(row('Office'), row('Office.name(long:)'))));
});

test('a change of a type passes with a line, and a removal only after its day', () => {
  const other = 'type Query { office: [String] }';
  refuses(judged(plain, other, log(row('Query.office'))));

  const without = (reason) => `type Query { office: String fax: String${reason && ` @deprecated(reason: "${reason}")`} }`;
  refuses(judged(without(''), plain, log(row('Query.fax'))), 'was not deprecated before');
  refuses(judged(without('Too old.'), plain, log(row('Query.fax'))), 'was not deprecated before');
  refuses(judged(without(passed), plain), 'no line for Query.fax');
  refuses(judged(without(passed), plain, log(row('Query.fax'))));
  refuses(judged(without(passed), plain, log(row('Query.fax', '2026-11-22'))), 'promised until 2026-11-22');
  const nothing = 'Nothing takes its place: nobody sends them. Stays until 2026-01-31.';
  refuses(judged(without(nothing), plain, log(row('Query.fax'))));
});

test('an argument, a part of an input and a value go by their day too', () => {
  for (const [coordinate, of] of [
    ['Query.office(named:)', (reason) => `type Query { office${reason === null ? '' : `(named: String ${reason})`}: String }`],
    ['Near.y', (reason) => `${plain} input Near { x: Int ${reason === null ? '' : `y: Int ${reason}`} }`],
    ['Kind.SCHOOL', (reason) => `${plain} enum Kind { CLINIC ${reason === null ? '' : `SCHOOL ${reason}`} }`],
  ]) {
    refuses(judged(of(''), of(null), log(row(coordinate))), 'was not deprecated before');
    refuses(judged(of(`@deprecated(reason: "${passed}")`), of(null), log(row(coordinate))));
  }
});

test('a type goes with what led to it', () => {
  const before = `type Query { office: String @deprecated(reason: "${passed}") name: Office } type Office { name: String }`;
  const after = 'type Query { name: String }';
  const all = ['Query.office', 'Query.name', 'Office'].map((one) => row(one));
  refuses(judged(before, after, log(...all)));
  refuses(judged(before, after, log(...all.slice(1))), 'no line for Query.office');
});

test('what is deprecated has its line, its day, and time until then', () => {
  const with_ = (reason) => `type Query { office: String @deprecated(reason: "${reason}") }`;
  const until = (day) => with_(`Use \`Query.offices\`. Stays until ${day}.`);
  const line = log(row('Query.office'));
  refuses(judged(plain, until('2027-05-22'), line));
  refuses(judged(plain, until('2027-05-21'), line), `not for ${NOTICE_DAYS} days`);
  refuses(judged(plain, until('2027-05-22')), 'no line for it');
  for (const reason of ['Too old.', 'Use another. Stays until 2027-05-22.', 'Use `Query.offices`.', 'Use `a`. Stays until May.']) {
    refuses(judged(plain, with_(reason), line), 'does not end with the day');
  }
  refuses(judged(until('2027-05-22'), until('2027-06-22')));
  refuses(judged(until('2027-05-22'), until('2027-05-21')), 'stays only until 2027-05-21');
  refuses(judged(until('2027-05-22'), plain), /* it stays after all */);
});

test('a line without a change, twice, in another form or of a day to come is refused', () => {
  refuses(judged(plain, plain, log(row('Query.office'))), 'did not change');
  refuses(judged(plain, plain, log(row('Query.fax'))), 'did not change');
  const other = 'type Query { office: [String] }';
  refuses(judged(plain, other, log(row('Query.office'), row('Query.office'))), 'two lines');
  for (const wrong of [
    row('Query.office', '2026-11-24'),
    row('Query.office', '2026-02-30'),
    row('Query office'),
    '| 2026-11-23 | Query.office | gone | why |\n',
    '| 2026-11-23 | `Query.office` | gone | |\n',
    '| 2026-11-23 | `Query.office` | gone |\n',
    '| 2026-11-23 | `Query.office` | gone | why | more |\n',
  ]) {
    refuses(judged(plain, other, log(wrong)), 'This line', 'no line for Query.office');
  }
});

test('lines of a release stay, and headings go from the newest day to the oldest', () => {
  const told = (...headings) => headings.map((heading) => `## ${heading}\n\n${row('Query.fax', '2026-01-01')}`).join('\n');
  refuses(judged(plain, plain, `${log()}${told('2025-12-01', '2025-06-01')}`));
  refuses(judged(plain, plain, `${log()}${told('2025-06-01', '2025-12-01')}`), 'below an earlier day');
  refuses(judged(plain, plain, `${log()}${told('before')}`), 'is no day', 'below an earlier day');
  refuses(judged(plain, plain, '# Changes\n\n## 2026-01-01\n'), 'not with "## Next"');
  refuses(judged(plain, plain, `${log()}## 2025-01-01\n\n| once | upon | a | time |\n`), 'This line');
});
