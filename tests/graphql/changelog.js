// The changelog of the schema as a program reads it: headings, the newest first, and below each a table.

/** `Resource`, `Resource.phone`, `Query.resources(first:)`, `@tag`, `@tag(name:)`. */
const COORDINATE = /^`(@?[A-Za-z]\w*(?:\.\w+)?(?:\(\w+:\))?)`$/;

/** What was changed since the last schema that was promised stands below it; below a day, what a release changed. */
const NEXT = 'Next';

/**
 * Reads the lines below `## Next`, by coordinate; `faults` says what of the whole text cannot be read.
 * No line is of a later day than `today`.
 */
export function readChangelog(text, today) {
  const [, ...sections] = text.split(/^## /m);
  const headings = sections.map((section) => section.split('\n', 1)[0].trim());
  const faults = [];
  if (headings[0] !== NEXT) faults.push(`The changelog begins with "## ${headings[0]}", not with "## ${NEXT}".`);
  const days = headings.slice(1);
  for (const [at, day] of days.entries()) {
    if (!isDay(day) || day > today) faults.push(`"## ${day}" of the changelog is no day, or one to come.`);
    if (at > 0 && days[at - 1] < day) faults.push(`"## ${day}" of the changelog stands below an earlier day.`);
  }

  const lines = new Map();
  for (const [at, section] of sections.entries()) {
    const rows = section.split('\n').filter((row) => row.startsWith('|'));
    for (const row of rows.filter((row) => !isHead(row))) {
      const [day, written, what, why, ...rest] = row.trim().replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim());
      const coordinate = COORDINATE.exec(written ?? '')?.[1];
      if (!isDay(day) || day > today || !coordinate || !what || !why || rest.length > 0) {
        faults.push(`This line of the changelog is not "| day | \`coordinate\` | what | why |", or of a day to come: ${row}`);
      } else if (at === 0) {
        if (lines.has(coordinate)) faults.push(`The changelog has two lines for ${coordinate}.`);
        lines.set(coordinate, { day, what, why });
      }
    }
  }
  return { lines, faults };
}

function isHead(row) {
  return /^\| *day *\| *coordinate *\| *what *\| *why *\|$/.test(row.trim()) || /^[|: -]+$/.test(row.trim());
}

function isDay(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text ?? '')) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}
