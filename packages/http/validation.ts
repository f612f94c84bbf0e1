import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';

// A body must already have the right types; what comes in an address is text and is read as the schema says.
const strict = new Ajv({ coerceTypes: false, useDefaults: true, removeAdditional: false, allErrors: false });
// 1e400 reads as infinity, which the rule on finite numbers would spare from `maximum` instead of refusing it.
const reading = new Ajv({
  coerceTypes: 'array',
  strictNumbers: false,
  useDefaults: true,
  removeAdditional: false,
  allErrors: false,
});
formats.default(strict);
formats.default(reading);
// The format's own rule also takes capitals and "urn:uuid:", and so one id would have several spellings.
const LOWER_CASE_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
strict.addFormat('uuid', LOWER_CASE_UUID);
reading.addFormat('uuid', LOWER_CASE_UUID);

export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const ajv = httpPart === 'body' ? strict : reading;
  return ajv.compile(schema) as ValidateFunction;
};

const MAX_DEPTH = 32;

/**
 * Whether the text of a JSON body could hold what cannot be stored: only an escape makes a NUL or half a surrogate pair of
 * decoded UTF-8, and only so many brackets such a depth. Walking every body was a tenth of a request.
 */
export function couldBeUnstorable(text: string): boolean {
  if (text.includes('\\u')) return true;
  let opened = 0;
  for (let at = -1; (at = text.indexOf('[', at + 1)) >= 0;) opened += 1;
  for (let at = -1; (at = text.indexOf('{', at + 1)) >= 0;) opened += 1;
  return opened > MAX_DEPTH;
}

/**
 * Why a value cannot be stored, or null: text with NUL, which PostgreSQL cannot hold, text with half a surrogate pair,
 * which no UTF-8 has, and nesting so deep that what walks it later would run out of stack. It goes no deeper than that itself.
 */
export function unstorable(value: unknown, depth = 1): string | null {
  if (typeof value === 'string') return badText(value);
  if (value === null || typeof value !== 'object') return null;
  if (depth > MAX_DEPTH) return `nested deeper than ${MAX_DEPTH} levels`;
  for (const key in value) {
    const why = badText(key) ?? unstorable((value as Record<string, unknown>)[key], depth + 1);
    if (why !== null) return why;
  }
  return null;
}

function badText(text: string): string | null {
  if (text.includes('\0')) return 'text holds a NUL character';
  return text.isWellFormed() ? null : 'text holds half a surrogate pair';
}
