import type { Form } from './sign.ts';

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** Where an `&` parts two fields: not within braces or brackets, which may hold fields of their own. */
function* partsOf(text: string): Generator<string> {
  let from = 0;
  let closing: string | null = null;
  for (const { 0: mark, index } of text.matchAll(/[&{}[\]]/g)) {
    if (closing !== null) {
      if (mark === closing) closing = null;
    } else if (mark === '&') {
      yield text.slice(from, index);
      from = index + 1;
    } else closing = CLOSING[mark] ?? null;
  }
  yield text.slice(from);
}

/**
 * The fields of an answer. It looks like a form and is none: values come as they are and not encoded, so that the plus of a
 * signature is a plus. A name that comes twice is none that UnionPay sends: null.
 */
export function answerFields(text: string): Form | null {
  const fields = new Map<string, string>();
  for (const part of partsOf(text)) {
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    if (fields.has(name)) return null;
    fields.set(name, equals < 0 ? '' : part.slice(equals + 1));
  }
  return Object.fromEntries(fields);
}
