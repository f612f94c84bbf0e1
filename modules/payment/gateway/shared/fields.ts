import { parseMinor } from '@shuke/kernel';
import { Unreadable } from './unknown.ts';

/** What a provider answered, before it is believed. */
export type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON that holds fields, or null. */
export function parsedFields(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

/** The fields of an object within; none where there is no object. */
export function within(fields: Fields, name: string): Fields {
  const value = fields[name];
  return isFields(value) ? value : {};
}

/** A text, or an empty one where there is none. */
export function textIn(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

export function mustText(fields: Fields, name: string): string {
  const text = textIn(fields, name);
  if (text === '') throw new Unreadable(name);
  return text;
}

/** A whole number that is not below zero, such as fen. */
export function mustWhole(fields: Fields, name: string): number {
  const value = fields[name];
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) throw new Unreadable(name);
  return number;
}

/** Yuan as a decimal, in fen; what is finer than a fen is no amount. */
export function mustYuan(fields: Fields, name: string): number {
  const minor = parseMinor(textIn(fields, name), 'CNY');
  if (minor === null || minor < 0) throw new Unreadable(name);
  return minor;
}

/** An application/x-www-form-urlencoded body. A name that comes twice is none that any provider sends: null. */
export function formFields(body: string): Readonly<Record<string, string>> | null {
  const pairs = [...new URLSearchParams(body)];
  const fields = Object.fromEntries(pairs);
  return Object.keys(fields).length === pairs.length ? fields : null;
}
