import { randomInt } from 'node:crypto';

// H. M. Damm, "Totally anti-symmetric quasigroups for all orders n ≠ 2, 6" (Discrete Mathematics 307, 2007): finds any one
// wrong digit and any two neighbours that changed places. A bank card's check digit is another one, so that no number of
// ours looks like one of theirs.
const QUASIGROUP = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

const checkOf = (digits: string): number =>
  digits.split('').reduce((interim, digit) => Number(QUASIGROUP[interim]![Number(digit)]), 0);

const LENGTH = 14;

/** A new number: thirteen random digits, the first not 0, and the check digit. It is not known yet whether it is free. */
export function newCardNumber(): string {
  const rest = Array.from({ length: LENGTH - 2 }, () => randomInt(10)).join('');
  const digits = `${randomInt(1, 10)}${rest}`;
  return `${digits}${checkOf(digits)}`;
}

/** A number as it was typed, without blanks and hyphens; null where a digit is wrong. */
export function parseCardNumber(text: string): string | null {
  const digits = text.replaceAll(/[\s-]/g, '');
  return /^\d{14}$/.test(digits) && checkOf(digits) === 0 ? digits : null;
}
