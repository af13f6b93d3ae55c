// Whether a call is valid: what the reference implementation says, and what the server does.

import { getOperationAST, getVariableValues, parse, validate } from 'graphql';
import { schema } from './schema.js';
import { call } from './site.js';

/** Codes of a document or of variables that are not valid; any other refusal is a fault of the test. */
const invalid = new Set([
  'SYNTAX_ERROR',
  'VALIDATION_FAILED',
  'VARIABLES_INVALID',
  'OPERATION_UNKNOWN',
  'SUBSCRIPTION_UNSUPPORTED',
]);

/** A value that does not fit its type, noticed only where it is used. */
const late = 'ARGUMENT_INVALID';

/** `accepts` or `rejects`, with the reason. */
export function ofReference({ document, variables, operationName }) {
  let parsed;
  try {
    parsed = parse(document);
  } catch (fault) {
    return rejects(fault.message);
  }
  const mistakes = validate(schema, parsed);
  if (mistakes.length > 0) return rejects(mistakes[0].message);
  const operation = getOperationAST(parsed, operationName);
  if (!operation) return rejects('no operation, or several');
  if (!schema.getRootType(operation.operation)) return rejects(`no ${operation.operation} is served`);
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {});
  return errors ? rejects(errors[0].message) : { verdict: 'accepts', why: '' };
}

/** `accepts` or `rejects`, with the reason. */
export async function ofServer({ document, variables, operationName }) {
  const { status, body } = await call({ query: document, variables, operationName });
  const errors = body.errors ?? [];
  const codes = errors.map((error) => error.extensions?.code);
  if (status === 200 && 'data' in body) {
    return codes.includes(late) ? rejects(errors[0].message) : { verdict: 'accepts', why: codes.join(', ') };
  }
  if (status === 400 && codes.length > 0 && codes.every((code) => invalid.has(code))) {
    return rejects(errors[0].message);
  }
  throw new Error(`${status} with ${codes.join(', ') || 'no errors'}: ${JSON.stringify(body).slice(0, 300)}`);
}

function rejects(why) {
  return { verdict: 'rejects', why };
}
