import { inRead, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import { isSpendable, lotsOf, type LotBalance } from '@shuke/ledger';
import { parseCardNumber } from './card-number.ts';
import { readByNumber, readCard, type StoredCard } from './card-store.ts';
import type { CardNotFound } from './errors.ts';
import { limitOf, type CardFunds } from './stored-value.ts';
import { termsNow, type TermsNow } from './terms-now.ts';

export interface CardHeld extends StoredCard, CardFunds {
  /** The most that the card may hold. */
  readonly limitMinor: number;
}

/** What can be paid with each of these cards today. */
export async function withFunds(
  tx: Tx,
  { programme, currency, day }: TermsNow,
  cards: readonly StoredCard[],
): Promise<CardHeld[]> {
  const accounts = cards.flatMap(({ cardId }) => [
    { account: 'stored_value' as const, owner: cardId, asset: currency },
    { account: 'stored_bonus' as const, owner: cardId, asset: currency },
  ]);
  const lots = await lotsOf(tx, accounts);
  return cards.map((card, i) => ({
    ...card,
    principalMinor: spendableOf(lots[2 * i] ?? [], day),
    bonusMinor: spendableOf(lots[2 * i + 1] ?? [], day),
    limitMinor: limitOf(programme.storedValue, card.kind),
  }));
}

const spendableOf = (lots: readonly LotBalance[], day: string): number =>
  lots.reduce((sum, lot) => (isSpendable(lot, day) ? sum + lot.balance : sum), 0);

/** One card with what it can pay, or `stored_card_not_found`. */
export const getCard = (ctx: Ctx, cardId: string): Promise<Result<CardHeld, CardNotFound>> =>
  inRead(ctx, async (tx) => oneCard(tx, await readCard(tx, cardId)));

/** The same by the number that is on the card. It is sent in a body, never in an address, for addresses are logged. */
export const findCard = (ctx: Ctx, typed: string): Promise<Result<CardHeld, CardNotFound>> =>
  inRead(ctx, async (tx) => {
    const number = parseCardNumber(typed);
    const rows = number === null ? [] : await readByNumber(tx, [{ merchantId: tx.merchantId, number }]);
    return oneCard(tx, rows[0] ?? null);
  });

async function oneCard(tx: Tx, card: StoredCard | null): Promise<Result<CardHeld, CardNotFound>> {
  const [held] = card ? await withFunds(tx, await termsNow(tx), [card]) : [];
  return held ? ok(held) : refuse('stored_card_not_found');
}
