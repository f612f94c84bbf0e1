import { describe, expect, it } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import type { Outcome } from '../gateway/gateway.ts';
import { expiryOf, isToCancel, moveBy, nextAskAt, nextCancelAt, type Judged, type KnownBy } from '../payment.ts';
import { nextRefundAskAt, refundMoveBy } from '../refund/refund.ts';

const paidAt = new Date('2026-03-02T02:00:05Z');
const captured = (amountMinor = 2200, currency = 'CNY', providerRef = '4200'): Outcome => ({
  state: 'captured',
  providerRef,
  amountMinor,
  currency,
  paidAt,
  payer: [],
});
const failed: Outcome = { state: 'failed', reason: 'balance_short', providerCode: 'NOTENOUGH' };
const closed: Outcome = { state: 'closed' };
const unknown: Outcome = { state: 'unknown', why: 'timeout' };
const waiting: Outcome = { state: 'waiting' };

const pending: Judged = {
  status: 'pending',
  cancelling: false,
  amountMinor: 2200,
  currency: 'CNY',
  providerRef: null,
};
const paid: Judged = { ...pending, status: 'captured', providerRef: '4200' };
const dead: Judged = { ...pending, status: 'closed' };
const reversing: Judged = { ...pending, cancelling: true };

const wordOf = (payment: Judged, outcome: Outcome, by: KnownBy): string => {
  const move = moveBy(payment, outcome, by);
  return move.to === 'suspicious' ? move.why : move.to;
};

type Case = [says: string, payment: Judged, outcome: Outcome, by: KnownBy, word: string];

describe('an outcome', () => {
  it.each<Case>([
    ['a capture is believed from whoever tells it', pending, captured(), 'callback', 'captured'],
    ['another amount is not', pending, captured(2201), 'callback', 'amount_differs'],
    ['nor another currency', pending, captured(2200, 'USD'), 'answer', 'currency_differs'],
    ['a refusal ends it', pending, failed, 'answer', 'failed'],
    ['without an answer it is asked by the table', pending, unknown, 'answer', 'wait'],
    ['a callback that says nothing makes it be asked at once', pending, unknown, 'callback', 'ask'],
    ['told again nothing changes', paid, captured(), 'callback', 'same'],
    ['captured under another number it is told', paid, captured(2200, 'CNY', '4201'), 'callback', 'captured_twice'],
    ['an answer that comes behind the callback changes nothing', paid, waiting, 'answer', 'same'],
    ['what is captured is not undone by a word', paid, closed, 'callback', 'undone_elsewhere'],
    ['a capture that is told while it is reversed may be undone', reversing, captured(), 'callback', 'ask'],
    ['and so may one that was asked for before', reversing, captured(), 'asking', 'ask'],
    ['that it could not be reversed decides', reversing, captured(), 'cancelling', 'captured'],
    ['and so does that it was', reversing, closed, 'cancelling', 'closed'],
    ['a late capture is asked for', dead, captured(), 'callback', 'ask'],
    ['and taken when that is the answer', dead, captured(), 'asking', 'captured'],
    ['or the bill has it', dead, captured(), 'bill', 'captured'],
    ['a dead one that cannot be asked is asked again', dead, unknown, 'asking', 'wait'],
    ['a refusal after the end changes nothing', dead, failed, 'callback', 'same'],
  ])('%s', (...[, payment, outcome, by, word]) => {
    expect(wordOf(payment, outcome, by)).toBe(word);
  });

  it('told in any sequence, however often, leads to the same end once the provider was asked', () => {
    for (let seed = 1; seed <= 2000; seed += 1) {
      const random = seededRandom(seed);
      const isPaid = random.int(2) === 1;
      const said = isPaid ? [captured(), waiting, unknown] : [closed, waiting, unknown];
      let payment: Judged = pending;
      const hear = (outcome: Outcome, by: KnownBy): void => {
        const move = moveBy(payment, outcome, by);
        if (move.to === 'captured') payment = { ...payment, status: 'captured', providerRef: move.providerRef };
        if (move.to === 'failed' || move.to === 'closed') payment = { ...payment, status: move.to };
      };
      for (let i = random.int(13); i > 0; i -= 1) {
        hear(said[random.int(said.length)]!, random.int(2) === 1 ? 'callback' : 'answer');
      }
      hear(said[0]!, 'asking');
      expect([seed, payment.status]).toEqual([seed, isPaid ? 'captured' : 'closed']);
    }
  });
});

describe('when a payment is asked for', () => {
  const createdAt = new Date('2026-03-02T02:00:00Z');
  const patience = { asksAfterS: [5, 10, 30], cancelNotBeforeS: 15 };
  const at = (seconds: number): Date => new Date(createdAt.getTime() + seconds * 1000);
  const after = (seconds: number, expiresAt: Date): number =>
    (nextAskAt({ createdAt, expiresAt }, at(seconds), patience).getTime() - createdAt.getTime()) / 1000;

  it('is by the table of the provider, then each minute, then each hour', () => {
    const never = at(1_000_000);
    expect([0, 5, 12, 31, 3_601].map((seconds) => after(seconds, never))).toEqual([5, 10, 30, 91, 7_201]);
  });

  it('is at the end of its window at the latest', () => {
    expect(after(12, at(20))).toBe(20);
    expect(after(21, at(20))).toBe(30);
    expect(expiryOf('payment_code', createdAt)).toEqual(at(60));
  });

  it('is cancelled after its window, and not before the provider lets it be', () => {
    const toCancel = (seconds: number, expiresAt: Date): boolean =>
      isToCancel({ createdAt, expiresAt, cancelling: false }, at(seconds), patience);
    expect([toCancel(14, at(3)), toCancel(15, at(3)), toCancel(59, at(60)), toCancel(60, at(60))]).toEqual([
      false,
      true,
      false,
      true,
    ]);
    const waitS = (overS: number): number =>
      (nextCancelAt({ expiresAt: at(0) }, at(overS)).getTime() - at(overS).getTime()) / 1000;
    expect([0, 3, 6, 100, 10_000].map(waitS)).toEqual([3, 3, 6, 100, 3_600]);
  });
});

describe('what is said of a refund', () => {
  const refunded = (amountMinor: number) =>
    ({ state: 'refunded', providerRef: '5000', amountMinor, refundedAt: paidAt }) as const;

  it('is asked for again soon after it was sent, every five minutes of an hour, then each hour', () => {
    const waits = [0, 1, 2, 3, 5, 16, 17].map(
      (asks) => (nextRefundAskAt(asks, paidAt).getTime() - paidAt.getTime()) / 1000,
    );
    expect(waits).toEqual([5, 5, 15, 60, 300, 300, 3_600]);
  });

  it('accepted is not refunded, and refunded is the end', () => {
    const of = (status: 'due' | 'accepted' | 'refunded' | 'failed') => ({ status, amountMinor: 700 });
    expect(refundMoveBy(of('due'), { state: 'accepted' }).to).toBe('accepted');
    expect(refundMoveBy(of('accepted'), refunded(700)).to).toBe('refunded');
    expect(refundMoveBy(of('refunded'), refunded(700)).to).toBe('same');
    expect(refundMoveBy(of('due'), refunded(701))).toMatchObject({ why: 'amount_differs' });
    expect(refundMoveBy(of('due'), { state: 'failed', providerCode: 'NOTENOUGH', again: true }).to).toBe('again');
    expect(refundMoveBy(of('due'), { state: 'failed', providerCode: 'GONE', again: false }).to).toBe('failed');
    expect(refundMoveBy(of('failed'), refunded(700)).to).toBe('refunded');
    expect(refundMoveBy(of('refunded'), { state: 'failed', providerCode: 'GONE', again: false })).toMatchObject({
      why: 'undone_elsewhere',
    });
  });
});
