const QUOTE = 34;
const LF = 10;
const CR = 13;

/** The record goes on behind the text that is at hand. */
export const INCOMPLETE = -1;
/** No reading of it as CSV makes sense: a quote that is never closed, or text behind a closing quote. */
export const BROKEN = -2;

/** One record in which quotes occur: where to put its fields, and where it begins. */
export interface QuotedRecord {
  readonly text: string;
  readonly start: number;
  readonly separator: number;
  readonly fields: string[];
}

/** Reads a record with quoted fields into `fields`; answers where the next one begins, or `INCOMPLETE` or `BROKEN`. */
export function readQuotedRecord({ text, start, separator, fields }: QuotedRecord): number {
  let count = 0;
  let at = start;
  for (;;) {
    let end: number;
    if (text.charCodeAt(at) === QUOTE) {
      const close = closingQuote(text, at + 1);
      if (close === INCOMPLETE) return INCOMPLETE;
      end = close + 1;
      const raw = text.slice(at + 1, close);
      fields[count++] = raw.includes('"') ? raw.replaceAll('""', '"') : raw;
    } else {
      end = fieldEnd(text, at, separator);
      fields[count++] = text.slice(at, end);
    }
    if (text.charCodeAt(end) === CR) end += 1;
    if (end >= text.length) return INCOMPLETE;
    const code = text.charCodeAt(end);
    at = end + 1;
    if (code === LF) break;
    if (code !== separator) return BROKEN;
  }
  fields.length = count;
  return at;
}

// A doubled quote is one that belongs to the text. A quote at the very end may be the first of two.
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (at + 1 === text.length) return INCOMPLETE;
    if (text.charCodeAt(at + 1) !== QUOTE) return at;
  }
  return INCOMPLETE;
}

function fieldEnd(text: string, from: number, separator: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === separator || code === LF) break;
    if (code === CR && text.charCodeAt(at + 1) === LF) break;
  }
  return at;
}

/** How many lines end in a stretch of text. */
export function lineBreaks(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
