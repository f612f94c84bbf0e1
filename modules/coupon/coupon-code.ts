import { randomBytes } from 'node:crypto';

// Crockford's base 32: no I, L, O or U, so that a code read aloud or from a worn receipt is not another code.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const VALUE = new Map(ALPHABET.split('').map((character, value) => [character, value]));

/** Eleven random characters (55 bits: a million live codes leave a guess one chance in 36 thousand million) and a check. */
export const CODE_LENGTH = 12;
const RANDOM_LENGTH = CODE_LENGTH - 1;

/** Makes codes that nobody can guess, as they are stored and shown: twelve upper-case characters without hyphens. */
export function newCodes(count: number): string[] {
  const random = randomBytes(count * RANDOM_LENGTH);
  return Array.from({ length: count }, (_, nth) => {
    const digits = random.subarray(nth * RANDOM_LENGTH, (nth + 1) * RANDOM_LENGTH).map((byte) => byte & 31);
    return withCheck([...digits]);
  });
}

/** A code as it is compared: upper case, without hyphens and blanks, I and L as 1, O as 0. */
const plainOf = (text: string): string =>
  text.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replaceAll('O', '0');

/**
 * Reads a code of the house's own make as people write it. Null where it has another length, a character outside the
 * alphabet or a wrong check character.
 */
export function parseCode(text: string): string | null {
  const plain = plainOf(text);
  if (plain.length !== CODE_LENGTH) return null;
  const digits = plain.split('').map((character) => VALUE.get(character));
  if (digits.some((digit) => digit === undefined)) return null;
  return checksum(digits as number[]) === 0 ? plain : null;
}

/** The lengths of codes that are made by a pattern; never that of the house's own, which alone have a check character. */
export const isPatternLength = (length: number): boolean => length >= 6 && length <= 32 && length !== CODE_LENGTH;

/** The stored form of any code as people write it; null for what cannot be one. */
export function readCode(text: string): string | null {
  const plain = plainOf(text);
  return isPatternLength(plain.length) && /^[0-9A-Z]+$/.test(plain) ? plain : parseCode(text);
}

/** The stored form of eleven digits of base 32, with the character that makes the checksum zero. */
export const withCheck = (digits: readonly number[]): string =>
  [...digits, timesAlpha(checksum(digits))].map((digit) => ALPHABET[digit]).join('');

// The digits as a polynomial over GF(32), taken at a primitive element. Every place has a weight of its own, so any one
// wrong character and any two that changed places are found; a plain sum would miss the second.
const checksum = (digits: readonly number[]): number => digits.reduce((sum, digit) => timesAlpha(sum) ^ digit, 0);

const REDUCED_BY = 0b100101; // x⁵ + x² + 1, primitive over GF(2)

const timesAlpha = (value: number): number => (value & 16 ? (value << 1) ^ REDUCED_BY : value << 1);
