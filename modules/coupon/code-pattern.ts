import { randomInt } from 'node:crypto';
import { refuse, type Refused } from '@shuke/kernel';
import { isPatternLength, readCode } from './coupon-code.ts';
import type { PatternRefusal } from './errors.ts';

const DIGITS = '0123456789';
// The letters of Crockford's base 32: none that is taken for a digit or for another.
const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ';

const WELL_FORMED = /^[A-Za-z0-9#@-]{1,64}$/;

/** So many codes that could be stand for each that is: one guess in a thousand may hit. */
export const GUESSES_A_CODE = 1000;

const drawnFrom = (character: string): string | null =>
  character === '#' ? DIGITS : character === '@' ? LETTERS : null;

/** Why no codes are made by a pattern such as `SPRING-####-@@@@` (# a digit, @ a letter), or null. */
export function patternFault(pattern: string): Refused<PatternRefusal> | null {
  const problem = problemOf(pattern);
  return problem === null ? null : refuse('coupon_code_pattern_invalid', { problem });
}

function problemOf(pattern: string): string | null {
  if (!WELL_FORMED.test(pattern)) return 'holds something else than letters, digits, #, @ and hyphens';
  const isFit = isPatternLength(pattern.replaceAll('-', '').length);
  return isFit ? null : 'gives codes of less than 6, exactly 12 or more than 32 characters, hyphens not counted';
}

/** Why so many codes of a pattern could be guessed, or null. */
export function whyGuessable(pattern: string, issued: number): Refused<PatternRefusal> | null {
  const possible = pattern.split('').reduce((product, character) => product * (drawnFrom(character)?.length ?? 1), 1);
  const needed = issued * GUESSES_A_CODE;
  return possible < needed ? refuse('coupon_codes_guessable', { possible, needed }) : null;
}

/** A code as it is shown, and its stored form. */
export interface Code {
  readonly code: string;
  readonly stored: string;
}

/** Draws codes by a pattern, some of which may have been drawn before. */
export function drawByPattern(pattern: string, count: number): Code[] {
  const characters = pattern
    .toUpperCase()
    .split('')
    .map((character) => ({ character, from: drawnFrom(character) }));
  return Array.from({ length: count }, () => {
    const code = characters.map(({ character, from }) => from?.[randomInt(from.length)] ?? character).join('');
    return { code, stored: readCode(code) ?? code };
  });
}
