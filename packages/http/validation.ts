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
 * Why a value cannot be stored, or null: text with NUL, which PostgreSQL cannot hold, text with half a surrogate pair,
 * which no UTF-8 has, and nesting so deep that what walks it later would run out of stack. Walks without recursion.
 */
export function unstorable(value: unknown): string | null {
  const waiting: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (typeof at.value === 'string') {
      if (at.value.includes('\0')) return 'text holds a NUL character';
      if (!at.value.isWellFormed()) return 'text holds half a surrogate pair';
    }
    if (at.value === null || typeof at.value !== 'object') continue;
    const depth = at.depth + 1;
    if (depth > MAX_DEPTH) return `nested deeper than ${MAX_DEPTH} levels`;
    for (const [key, inner] of Object.entries(at.value)) waiting.push({ value: key, depth }, { value: inner, depth });
  }
  return null;
}
