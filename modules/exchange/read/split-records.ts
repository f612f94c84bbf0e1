import { BROKEN, INCOMPLETE, lineBreaks, readQuotedRecord } from './quoted-record.ts';

export interface SplitterOptions {
  readonly delimiter: string;
  /** Takes each record. The array is used again for the next one: copy what is kept. */
  readonly onRecord: (fields: readonly string[], line: number) => void;
  /** Told of a record that cannot be read: a quote that is never closed, or text behind a closing quote. */
  readonly onBroken: (line: number) => void;
}

export interface Splitter {
  /** Takes the next piece of the text, cut anywhere. */
  push(text: string): void;
  /** Takes what is left of a file that does not end with a line break. */
  end(): void;
}

/** A record holds at most this many characters, so that a stray quote cannot make the rest of the file one field. */
export const MAX_RECORD_CHARS = 64 * 1024;

const CR = 13;

/**
 * Splits CSV (RFC 4180) into records: quoted fields with doubled quotes and line breaks inside, LF or CRLF, empty lines
 * left out. A quote in the middle of a field is an ordinary character, for tills write 12" pizza. `line` counts the
 * lines of the file from 1, as an editor does. Written by hand because it is the import's hot path: docs/adr/0002.
 */
export function createSplitter(options: SplitterOptions): Splitter {
  const state: State = { ...options, separator: options.delimiter.charCodeAt(0), fields: [], line: 1, skips: false };
  let rest = '';
  const read = (text: string, isLast: boolean): void => {
    rest = text.slice(readRecords(state, text, isLast));
  };
  return {
    push: (text) => read(rest === '' ? text : rest + text, false),
    // A line break of our own ends the last record; an empty line is no record.
    end: () => read(`${rest}\n`, true),
  };
}

interface State extends SplitterOptions {
  readonly separator: number;
  readonly fields: string[];
  line: number;
  /** True while the end of a broken line is still to come. */
  skips: boolean;
}

/** Reads the whole records of a text and answers where the first unfinished one begins. */
function readRecords(state: State, text: string, isLast: boolean): number {
  let at = state.skips ? skipLine(state, text, 0) : 0;
  let quote = text.indexOf('"', at);
  while (at < text.length) {
    const lineEnd = text.indexOf('\n', at);
    if (quote !== -1 && quote < at) quote = text.indexOf('"', at);
    const isPlain = quote === -1 || (lineEnd !== -1 && lineEnd < quote);
    const next = isPlain
      ? readPlainRecord(state, text, { start: at, end: lineEnd })
      : readQuotedRecord({ ...state, text, start: at });
    if (next === INCOMPLETE && !isLast && text.length - at <= MAX_RECORD_CHARS) return at;
    if (next === BROKEN || next === INCOMPLETE) {
      state.onBroken(state.line);
      at = skipLine(state, text, at);
    } else {
      if (state.fields.length > 1 || state.fields[0] !== '') state.onRecord(state.fields, state.line);
      state.line += isPlain ? 1 : lineBreaks(text, at, next);
      at = next;
    }
  }
  return at;
}

/** Most records have no quote in them, and then a line break can only be the end. */
function readPlainRecord(
  { separator, fields }: State,
  text: string,
  { start, end }: { start: number; end: number },
): number {
  if (end === -1) return INCOMPLETE;
  const last = end > start && text.charCodeAt(end - 1) === CR ? end - 1 : end;
  let count = 0;
  let fieldStart = start;
  for (let at = start; at < last; at += 1) {
    if (text.charCodeAt(at) !== separator) continue;
    fields[count++] = text.slice(fieldStart, at);
    fieldStart = at + 1;
  }
  fields[count++] = text.slice(fieldStart, last);
  if (fields.length > count) fields.length = count;
  return end + 1;
}

/** Passes over a line that cannot be read, so that it never stops the rest. */
function skipLine(state: State, text: string, from: number): number {
  const end = text.indexOf('\n', from);
  state.skips = end === -1;
  if (end === -1) return text.length;
  state.line += 1;
  return end + 1;
}
