import { ok, parseMinor, refuse, type Result } from '@shuke/kernel';
import type { Place } from '@shuke/merchant';
import type { TenderRefusal } from '../errors.ts';
import type { TenderAsk } from './ask.ts';
import type { PaidTender } from './paid-order.ts';
import { cardKey, type Situation } from './situation.ts';

interface Tendered {
  readonly merchantId: string;
  readonly tenders: readonly TenderAsk[];
  readonly place: Place;
  readonly dueMinor: number;
}

/** Reads how an order is paid, or refuses: each tender is an amount above zero, and together they are exactly what is due. */
export function readTenders(
  { cards }: Pick<Situation, 'cards'>,
  { merchantId, tenders, place, dueMinor }: Tendered,
): Result<PaidTender[], TenderRefusal> {
  const paid: PaidTender[] = [];
  for (const [i, { kind, amount, cardNumber }] of tenders.entries()) {
    const tender = i + 1;
    const amountMinor = amount === null ? dueMinor - sumOf(paid) : parseMinor(amount, place.currency);
    if (amount === null && amountMinor === 0) return refuse('payment_nothing_due');
    if (amountMinor === null || amountMinor <= 0) return refuse('tender_amount_invalid', { tender });
    if ((kind === 'stored_value') !== (cardNumber !== undefined)) return refuse('tender_card_misplaced', { tender });
    const card = cardNumber === undefined ? null : cards.get(cardKey(merchantId, cardNumber));
    if (card === undefined) return refuse('stored_card_not_found', { tender });
    if (card?.status === 'blocked') return refuse('stored_card_blocked', { tender });
    const cardId = card?.cardId ?? null;
    if (paid.some((one) => one.kind === kind && one.cardId === cardId)) return refuse('tender_repeated', { tender });
    paid.push({ kind, amountMinor, cardId });
  }
  const tenderedMinor = sumOf(paid);
  return tenderedMinor === dueMinor ? ok(paid) : refuse('tenders_differ_from_due', { dueMinor, tenderedMinor });
}

const sumOf = (paid: readonly PaidTender[]): number => paid.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
