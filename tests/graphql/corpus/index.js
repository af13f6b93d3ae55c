// Every document of the corpus, as `{ name, document, variables, operationName }`.

import { arguments_ } from './arguments.js';
import { conflicts } from './conflicts.js';
import { directives } from './directives.js';
import { fields } from './fields.js';
import { fragments } from './fragments.js';
import { operations } from './operations.js';
import { syntax } from './syntax.js';
import { variables } from './variables.js';

export const corpus = Object.entries({
  'operations': operations,
  'fields': fields,
  'arguments': arguments_,
  'variables': variables,
  'fragments': fragments,
  'directives': directives,
  'conflicts': conflicts,
  'syntax': syntax,
}).flatMap(([part, entries]) =>
  Object.entries(entries).map(([name, entry]) => ({
    name: `${part}: ${name}`,
    ...(typeof entry === 'string' ? { document: entry } : entry),
  })),
);
