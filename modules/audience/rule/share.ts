import { createHash } from 'node:crypto';

/** A lot is a whole number from 0 to below this: 28 bits, so that its product with a multiplier fits 64. */
export const SHARE_MODULUS = 2 ** 28;
const MASK = SHARE_MODULUS - 1;
const WHOLE_BPS = 10_000;

/**
 * What a salt multiplies lots by: an odd number below 2^28, so that each salt only puts the lots in another order, and shares of
 * two salts are as good as independent (multiplicative hashing: Knuth, The Art of Computer Programming 3, 6.4).
 */
export const multiplierOf = (salt: string): number =>
  (createHash('sha256').update(salt).digest().readUInt32BE(0) & MASK) | 1;

/** The lot with a salt: both engines' bigint arithmetic gives the same. */
export const salted = (lot: number, multiplier: number): number => Math.imul(lot, multiplier) & MASK;

/** Where a share begins among the lots. */
export const lotAt = (bps: number): number => Math.floor((bps * SHARE_MODULUS) / WHOLE_BPS);
