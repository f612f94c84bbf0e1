import { parseMinor } from '@shuke/kernel';

/** What a platform sent is not what it says that it sends. Adapters throw it inside and refuse with the field's name. */
export class Unreadable extends Error {
  override name = 'Unreadable';
}

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads JSON that holds fields; `from` is named where it does not. */
export function fieldsFrom(text: string, from: string): Fields {
  const value = jsonFrom(text, from);
  if (!isFields(value)) throw new Unreadable(from);
  return value;
}

export function jsonFrom(text: string, from: string): unknown {
  try {
    return (JSON.parse as ParseWithSource)(text, exactNumbers);
  } catch {
    throw new Unreadable(from);
  }
}

// What ECMAScript gives a reviver of late, and the types of it do not know yet.
type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;
type ParseWithSource = (text: string, reviver: Reviver) => unknown;

// Platforms number orders and goods by more digits than a number holds: two that differ in the last would become one.
const exactNumbers: Reviver = (_key, value, { source }) =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '') ? source : value;

const isText = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

/** A text as it was sent, or a number as it is written: for what is signed, and for JSON in a field. */
export function rawText(fields: Fields, name: string): string {
  const value = fields[name];
  if (!isText(value) || String(value) === '') throw new Unreadable(name);
  return String(value);
}

/** A short text on one line, such as a number or a name: platforms change between texts and numbers. */
export function textOf(fields: Fields, name: string): string {
  const text = shortened(rawText(fields, name), MAX_TEXT);
  if (text === '') throw new Unreadable(name);
  return text;
}

export function optionalText(fields: Fields, name: string): string | null {
  const value = fields[name];
  return isText(value) ? shortened(String(value), MAX_WORDS) || null : null;
}

const MAX_TEXT = 80;
/** What a guest writes. */
const MAX_WORDS = 500;

// No control characters and no half of a surrogate pair, which no database keeps as it was sent.
const shortened = (text: string, most: number): string =>
  Array.from(text.replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim())
    .slice(0, most)
    .join('')
    .trim();

export function listOf(fields: Fields, name: string): Fields[] {
  const value = fields[name] ?? [];
  if (!Array.isArray(value) || !value.every(isFields)) throw new Unreadable(name);
  return value;
}

const CNY = 'CNY';

/** Yuan as a decimal, in fen. A missing amount is zero; what is finer than a fen is no amount. */
export function yuanOf(fields: Fields, name: string): number {
  const value = fields[name] ?? 0;
  const minor = isText(value) ? parseMinor(String(value), CNY) : null;
  if (minor === null) throw new Unreadable(name);
  return minor;
}

export const optionalYuan = (fields: Fields, name: string): number | null =>
  fields[name] === undefined || fields[name] === null ? null : yuanOf(fields, name);

/** Whole numbers, such as fen or pieces. */
export function wholeOf(fields: Fields, name: string): number {
  const value = Number(fields[name] ?? 0);
  if (!Number.isSafeInteger(value)) throw new Unreadable(name);
  return value;
}

/** A count of pieces, in thousandths; platforms sell whole pieces. */
export function piecesMilli(fields: Fields, name: string): number {
  const pieces = wholeOf(fields, name);
  if (pieces < 1 || pieces > 10_000) throw new Unreadable(name);
  return pieces * 1000;
}

/** An instant of China Standard Time without an offset, such as 2026-03-02T10:15:00, or seconds since 1970. */
export function instantOf(fields: Fields, name: string): Date {
  const text = textOf(fields, name);
  const at = /^\d{9,11}$/.test(text) ? new Date(Number(text) * 1000) : new Date(withOffset(text.replace(' ', 'T')));
  if (Number.isNaN(at.getTime())) throw new Unreadable(name);
  return at;
}

const withOffset = (text: string): string => (/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}+08:00`);

/** A name that a product can have, on one line. */
export const plainName = (text: string): string => shortened(text, 100) || '?';
