// The schema is a promise: what was promised to partners stays, or went as README says that things go. The promised
// schema is compared with the one that stands now, and both with the changelog.

import {
  BreakingChangeType,
  DangerousChangeType,
  findBreakingChanges,
  findDangerousChanges,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { readChangelog } from './changelog.js';

/** How many days a thing stays at least after it was deprecated. */
export const NOTICE_DAYS = 180;

/** Found here, since the reference implementation does not look for them. */
const ours = { ONE_OF_ADDED: 'ONE_OF_ADDED', DEFAULT_REMOVED: 'DEFAULT_REMOVED' };

/** By which words the reference implementation names what changed, and its coordinate. */
const named = {
  TYPE_REMOVED: [/^(?:Standard scalar )?(\w+) was removed\b/, '$1'],
  TYPE_CHANGED_KIND: [/^(\w+) changed from /, '$1'],
  TYPE_REMOVED_FROM_UNION: [/^\w+ was removed from union type (\w+)\./, '$1'],
  VALUE_REMOVED_FROM_ENUM: [/^(\w+) was removed from enum type (\w+)\./, '$2.$1'],
  REQUIRED_INPUT_FIELD_ADDED: [/^A required field (\w+) on input type (\w+) was added\./, '$2.$1'],
  IMPLEMENTED_INTERFACE_REMOVED: [/^(\w+) no longer implements interface /, '$1'],
  FIELD_REMOVED: [/^(\w+)\.(\w+) was removed\./, '$1.$2'],
  FIELD_CHANGED_KIND: [/^(\w+)\.(\w+) changed type from /, '$1.$2'],
  REQUIRED_ARG_ADDED: [/^A required arg (\w+) on (\w+)\.(\w+) was added\./, '$2.$3($1:)'],
  ARG_REMOVED: [/^(\w+)\.(\w+) arg (\w+) was removed\./, '$1.$2($3:)'],
  ARG_CHANGED_KIND: [/^(\w+)\.(\w+) arg (\w+) has changed type from /, '$1.$2($3:)'],
  DIRECTIVE_REMOVED: [/^(\w+) was removed\./, '@$1'],
  DIRECTIVE_ARG_REMOVED: [/^(\w+) was removed from (\w+)\./, '@$2($1:)'],
  REQUIRED_DIRECTIVE_ARG_ADDED: [/^A required arg (\w+) on directive (\w+) was added\./, '@$2($1:)'],
  DIRECTIVE_REPEATABLE_REMOVED: [/^Repeatable flag was removed from (\w+)\./, '@$1'],
  DIRECTIVE_LOCATION_REMOVED: [/^\w+ was removed from (\w+)\./, '@$1'],
  VALUE_ADDED_TO_ENUM: [/^(\w+) was added to enum type (\w+)\./, '$2.$1'],
  TYPE_ADDED_TO_UNION: [/^\w+ was added to union type (\w+)\./, '$1'],
  OPTIONAL_INPUT_FIELD_ADDED: [/^An optional field (\w+) on input type (\w+) was added\./, '$2.$1'],
  OPTIONAL_ARG_ADDED: [/^An optional arg (\w+) on (\w+)\.(\w+) was added\./, '$2.$3($1:)'],
  IMPLEMENTED_INTERFACE_ADDED: [/^\w+ added to interfaces implemented by (\w+)\./, '$1'],
  ARG_DEFAULT_VALUE_CHANGE: [/^(\w+)\.(\w+) arg (\w+) (?:has changed defaultValue|defaultValue was removed)\b/, '$1.$2($3:)'],
};

/** Every change that breaks programs, or may: each has words above or is found here. */
export const kindsOfChange = Object.values({ ...BreakingChangeType, ...DangerousChangeType, ...ours });

/** What goes by deprecation first. A type has none: it goes when nothing leads to it any more, and each way that led
 *  there goes so. */
const removals = new Set([
  BreakingChangeType.FIELD_REMOVED,
  BreakingChangeType.ARG_REMOVED,
  BreakingChangeType.VALUE_REMOVED_FROM_ENUM,
]);

/**
 * Compares two schemas and the text of the changelog, on a day (`YYYY-MM-DD`).
 * `refused` says what breaks the promise; `dangerous` what a program may stumble over, which nobody has to write down.
 */
export function judge({ promised, current, changelog, today }) {
  const { lines, faults } = readChangelog(changelog, today);
  const refused = [...faults];
  const breaking = breakingChanges(promised, current);
  const dangerous = dangerousChanges(promised, current);
  const before = places(promised);
  const after = places(current);

  for (const { type, coordinate, description } of breaking) {
    const line = lines.get(coordinate);
    if (!line) {
      refused.push(`${description} The changelog has no line for ${coordinate}.`);
    } else if (removals.has(type)) {
      const until = lastDay(before.get(coordinate));
      if (!until) refused.push(`${description} It was not deprecated before, with the day until which it stays.`);
      else if (line.day <= until) refused.push(`${description} It was promised until ${until}, and went on ${line.day}.`);
    }
  }

  const deprecated = [...after].filter(([coordinate, reason]) => reason !== undefined && before.has(coordinate));
  for (const [coordinate, reason] of deprecated) {
    const earlier = before.get(coordinate);
    if (reason === earlier) continue;
    const until = lastDay(reason);
    if (!until) {
      refused.push(`${coordinate} is deprecated, and its reason does not end with the day until which it stays.`);
    } else if (earlier === undefined) {
      const line = lines.get(coordinate);
      if (!line) refused.push(`${coordinate} is deprecated, and the changelog has no line for it.`);
      else if (until < daysAfter(line.day, NOTICE_DAYS)) {
        refused.push(`${coordinate} is deprecated on ${line.day} and stays until ${until}: not for ${NOTICE_DAYS} days.`);
      }
    } else if (until < (lastDay(earlier) ?? '')) {
      refused.push(`${coordinate} was promised until ${lastDay(earlier)}, and stays only until ${until}.`);
    }
  }

  const changed = new Set([...breaking, ...dangerous].map(({ coordinate }) => coordinate));
  for (const [coordinate, reason] of after) {
    if (!before.has(coordinate) || before.get(coordinate) !== reason) changed.add(coordinate);
  }
  for (const coordinate of lines.keys()) {
    if (!changed.has(coordinate)) refused.push(`The changelog has a line for ${coordinate}, which did not change.`);
  }
  return { refused, dangerous: dangerous.map(({ description }) => description) };
}

/** Changes after which a call that was good is refused, or an answer has another shape. */
export function breakingChanges(promised, current) {
  return [...findBreakingChanges(promised, current).map(placed), ...inputsThatAskForMore(promised, current)];
}

/** Changes that a program may not expect. */
export function dangerousChanges(promised, current) {
  return findDangerousChanges(promised, current).map(placed);
}

function placed({ type, description }) {
  const [pattern, coordinate] = named[type] ?? [];
  const match = pattern?.exec(description);
  if (!match) throw new Error(`the reference implementation says ${type} in other words: ${description}`);
  return { type, description, coordinate: coordinate.replaceAll(/\$(\d)/g, (_, group) => match[group]) };
}

/** Inputs of which more has to be given than before although no type changed. */
function inputsThatAskForMore(promised, current) {
  const found = [];
  const lost = (coordinate) =>
    found.push({ type: ours.DEFAULT_REMOVED, coordinate, description: `${coordinate} has to be given: its default was removed.` });
  for (const type of ownTypes(current)) {
    const before = promised.getType(type.name);
    if (isInputObjectType(type) && isInputObjectType(before)) {
      if (type.isOneOf && !before.isOneOf) {
        const description = `${type.name} takes exactly one of its fields.`;
        found.push({ type: ours.ONE_OF_ADDED, coordinate: type.name, description });
      }
      for (const field of Object.values(type.getFields())) {
        const had = before.getFields()[field.name];
        if (had?.defaultValue !== undefined && isRequiredInputField(field)) lost(`${type.name}.${field.name}`);
      }
    } else if (hasFields(type) && hasFields(before)) {
      for (const field of Object.values(type.getFields())) {
        const had = before.getFields()[field.name]?.args ?? [];
        for (const arg of field.args.filter(isRequiredArgument)) {
          const same = had.find(({ name }) => name === arg.name);
          if (same?.defaultValue !== undefined) lost(`${type.name}.${field.name}(${arg.name}:)`);
        }
      }
    }
  }
  return found;
}

/** Every place of a schema by its coordinate, with the reason for which it is deprecated, if it is. */
function places(schema) {
  const found = new Map();
  for (const type of ownTypes(schema)) {
    found.set(type.name, undefined);
    const members = isEnumType(type) ? type.getValues() : Object.values(type.getFields?.() ?? {});
    for (const member of members) {
      found.set(`${type.name}.${member.name}`, member.deprecationReason ?? undefined);
      for (const arg of member.args ?? []) {
        found.set(`${type.name}.${member.name}(${arg.name}:)`, arg.deprecationReason ?? undefined);
      }
    }
  }
  return found;
}

function hasFields(type) {
  return isObjectType(type) || isInterfaceType(type);
}

function ownTypes(schema) {
  return Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
}

/** Until when a deprecated thing stays, by its reason. `crates/graphql/src/reference/deprecation.rs` knows the form. */
function lastDay(reason) {
  return /^(?:Use `[^`]+`|Nothing takes its place: ).* Stays until (\d{4}-\d\d-\d\d)\.$/s.exec(reason ?? '')?.[1];
}

function daysAfter(day, days) {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}
