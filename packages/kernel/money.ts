import { assert } from './assert.ts';

/** Digits after the point, by ISO 4217, for the currencies whose number is not two. */
const EXPONENTS: Readonly<Record<string, number>> = {
  JPY: 0,
  KRW: 0,
  VND: 0,
  CLP: 0,
  ISK: 0,
  UGX: 0,
  XAF: 0,
  XOF: 0,
  BHD: 3,
  KWD: 3,
  OMR: 3,
  TND: 3,
  JOD: 3,
  IQD: 3,
};

/** How many minor units' digits a currency has: 2 for CNY, 0 for JPY, 3 for KWD. */
export const minorDigits = (currency: string): number => EXPONENTS[currency] ?? 2;

export const isCurrency = (text: string): boolean => /^[A-Z]{3}$/.test(text);

const DECIMAL = /^(-?)(\d{1,15})(?:\.(\d{1,6}))?$/;

/**
 * Reads a decimal string ("12.50") as integer minor units (1250). Returns null where the text is not a plain
 * decimal or has more digits than the currency, so that no fraction of a unit is ever rounded away in silence.
 */
export function parseMinor(text: string, currency: string): number | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const digits = minorDigits(currency);
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return null;
  const minor = Number(match[2]! + fraction.padEnd(digits, '0'));
  if (!Number.isSafeInteger(minor)) return null;
  return match[1] === '-' && minor !== 0 ? -minor : minor;
}

/** Writes minor units as the decimal string of the wire: 1250 in CNY is "12.50". */
export function formatMinor(minor: number, currency: string): string {
  assert(Number.isSafeInteger(minor), 'money is an integer of minor units');
  const digits = minorDigits(currency);
  const text = Math.abs(minor)
    .toString()
    .padStart(digits + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** A share in basis points of an amount, rounded half up to the minor unit: 15 % of 999 is 150. */
export function bpsOf(minor: number, bps: number): number {
  const product = BigInt(minor) * BigInt(bps);
  const half = product >= 0n ? 5000n : -5000n;
  return Number((product + half) / 10000n);
}

/**
 * Splits an amount over weights so that the parts sum to it exactly (largest remainder, ties to the earlier
 * part). All weights zero: everything goes to the first part.
 */
export function allocate(minor: number, weights: readonly number[]): number[] {
  assert(weights.length > 0 && weights.every((w) => w >= 0), 'allocate needs non-negative weights');
  const total = weights.reduce((sum, w) => sum + BigInt(w), 0n);
  if (total === 0n) return weights.map((_, i) => (i === 0 ? minor : 0));
  const amount = BigInt(Math.abs(minor));
  const shares = weights.map((w) => (amount * BigInt(w)) / total);
  const remainders = weights.map((w, i) => ({ i, rest: (amount * BigInt(w)) % total }));
  let left = Number(amount - shares.reduce((a, b) => a + b, 0n));
  remainders.sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1));
  for (const { i } of remainders) {
    if (left === 0) break;
    shares[i] = shares[i]! + 1n;
    left -= 1;
  }
  return shares.map((s) => (minor < 0 ? -Number(s) : Number(s)));
}
