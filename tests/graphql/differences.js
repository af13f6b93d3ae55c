// Where the server differs from the reference implementation, each document by its name, with the
// reason. What is not listed here must agree, and what is listed here must differ.

const unchecked = 'the executor does not look at what stands on __typename';
const merged = 'conflicts are looked for in one selection set, not in those that are merged with it';
const used = 'where a variable stands is not compared with its type; its value is, where it is used';
const atoms = 'the parser takes a type, or a condition, for one word';

export const differences = {
  // Accepted although it is not valid. Nothing is executed that was not asked for.
  'arguments: an enum as text': 'values of an enum are taken as names and as texts, as in variables',
  'arguments: a part of a filter twice': 'the last of the two is taken',
  'fields: __typename with an argument': unchecked,
  'fields: __typename with a selection': unchecked,
  'directives: there is not, on __typename': unchecked,
  'directives: there is not, on a variable': 'directives on variables are not looked at; there are none',
  'variables: one that may be null where none may': used,
  'variables: of another type': used,
  'variables: a list of what may be null': used,
  'variables: a list that may be null': used,
  'variables: one that may be null in a list': used,
  'variables: one that may be null where a part must be': used,
  'variables: of a whole type for a number': used,
  'variables: of the wrong type in a fragment': used,
  'directives: by a variable that may be null': used,
  'variables: one with null as its default where none may be': 'a default counts as a value, null too',
  'conflicts: two fields, in fields that are merged': merged,
  'conflicts: two arguments, in fields that are merged': merged,
  'conflicts: two fields, one in a fragment of the same type': merged,
  'conflicts: two fields on a type and on its interface': merged,
  'conflicts: two shapes on a type and on its interface': merged,
  'fragments: named on': 'on is a name like any other',
  'syntax: no variables in brackets': 'empty brackets are none',
  'syntax: a keyword and a name without a space': 'the parser knows where the keyword ends',
  'syntax: a fragment and its name without a space': 'the parser knows where the keyword ends',

  // Rejected although it is valid. Each has another way to write the same.
  'arguments: a negative zero': 'minus zero is read as a number with a point',
  'syntax: a text with an escape in braces': 'the escapes of 2021 with braces are not read; the character itself is',
  'syntax: a text with a pair of escapes': 'pairs of escapes are not read; the character itself is',
  'syntax: a type with spaces in it': atoms,
  'syntax: a mark after a space': atoms,
  'syntax: a comment between on and its type': atoms,
};
