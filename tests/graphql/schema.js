// The committed schema, read by the reference implementation.

import { readFileSync } from 'node:fs';
import { buildSchema, valueFromASTUntyped } from 'graphql';

export const sdl = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');

export const schema = buildSchema(sdl);

// SDL says of a scalar only its name. These forms are what the descriptions promise.
const forms = {
  DateTime: (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)),
  Date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)),
  MunicipalityCode: (text) => /^\d{6}$/.test(text) && checkDigit(text.slice(0, 5)) === Number(text[5]),
};

for (const [name, isRight] of Object.entries(forms)) {
  const scalar = schema.getType(name);
  if (!scalar) throw new Error(`the schema has no scalar ${name}`);
  scalar.parseValue = (value) => {
    if (typeof value !== 'string' || !isRight(value)) throw new TypeError(`no ${name}`);
    return value;
  };
  scalar.parseLiteral = (node, variables) => scalar.parseValue(valueFromASTUntyped(node, variables));
}

/** The sixth digit of a code of 全国地方公共団体コード. */
function checkDigit(five) {
  const sum = [...five].reduce((sum, digit, at) => sum + Number(digit) * (6 - at), 0);
  return (11 - (sum % 11)) % 10;
}
