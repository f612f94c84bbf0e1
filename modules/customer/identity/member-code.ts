import type { Vault } from '@shuke/db';
import { SECOND_MS } from '@shuke/kernel';

/**
 * The rotating code of a guest's electronic card: `88` and 18 digits that say which card and which half minute, encrypted by a
 * keyed permutation of the numbers of 18 digits, so that the till's side needs no row until it is known to be genuine. The
 * prefix is none of a payment code (WeChat 10 to 15, Alipay 25 to 30, UnionPay 62).
 *
 * The permutation is a balanced Feistel network over two halves of 9 digits, whose round function is the merchant's keyed
 * hash (the construction of FF1, NIST SP 800-38G, without its tweak). Inside are the card's number (9 digits), the step modulo
 * 100,000 (35 days) and 4 digits of a keyed hash of card and whole step. One forged code in ten thousand has the right
 * hash, one in 30,000 of those a step of now, and of those only one that hits an issued card is anybody's.
 */
export const MEMBER_CODE = /^88\d{18}$/;

const STEP_MS = 30 * SECOND_MS;
const HALF = 1_000_000_000;
const ROUNDS = 8;
const STEPS = 100_000;
const TAGS = 10_000;
/** A code is taken in its own step, in the next, and in the one before for a server whose clock is ahead. */
const TOLERANCE = 1;

export const CARD_NUMBERS = HALF;

export const stepAt = (at: Date): number => Math.floor(at.getTime() / STEP_MS);

export const secondsLeft = (at: Date): number => Math.ceil(((stepAt(at) + 1) * STEP_MS - at.getTime()) / SECOND_MS);

/** Whose keys make and read a code. */
export interface CodeKeys {
  readonly vault: Pick<Vault, 'hash'>;
  readonly merchantId: string;
}

/** The code of a card in a step. */
export function encodeMember(keys: CodeKeys, cardNo: number, step: number): string {
  let [left, right] = [cardNo, (step % STEPS) * TAGS + tagOf(keys, cardNo, step)];
  for (let round = 0; round < ROUNDS; round += 1) {
    [left, right] = [right, (left + drawn(keys, [`member code ${round}`, right], HALF)) % HALF];
  }
  return `88${digits(left)}${digits(right)}`;
}

export type ReadMember =
  | { readonly state: 'good'; readonly cardNo: number; readonly step: number }
  | { readonly state: 'expired' | 'invalid' };

/** Reads a code at an instant: genuine and of now, genuine and old, or none of this merchant's. */
export function decodeMember(keys: CodeKeys, code: string, at: Date): ReadMember {
  if (!MEMBER_CODE.test(code)) return { state: 'invalid' };
  let [left, right] = [Number(code.slice(2, 11)), Number(code.slice(11))];
  for (let round = ROUNDS - 1; round >= 0; round -= 1) {
    [left, right] = [(right - drawn(keys, [`member code ${round}`, left], HALF) + HALF) % HALF, left];
  }
  const now = stepAt(at);
  const step = latestStep(Math.floor(right / TAGS), now + TOLERANCE);
  if (right % TAGS !== tagOf(keys, left, step)) return { state: 'invalid' };
  return step < now - TOLERANCE ? { state: 'expired' } : { state: 'good', cardNo: left, step };
}

/** The latest step, up to the last that could be, that is this one modulo their number. */
const latestStep = (modulo: number, last: number): number => last - ((last - modulo) % STEPS);

const tagOf = (keys: CodeKeys, cardNo: number, step: number): number =>
  drawn(keys, ['member code tag', `${cardNo}:${step}`], TAGS);

/** A number below `limit` that follows from the text and the merchant's key; the bias of 48 bits is below 4 in a million. */
const drawn = ({ vault, merchantId }: CodeKeys, [kind, text]: [string, string | number], limit: number): number =>
  vault.hash(merchantId, kind, String(text)).readUIntBE(0, 6) % limit;

const digits = (half: number): string => String(half).padStart(9, '0');
