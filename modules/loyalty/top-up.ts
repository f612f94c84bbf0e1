import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { assert, newId, ok, refuse, type Result } from '@shuke/kernel';
import { openBook, writeBook } from '@shuke/ledger';
import { lockCard, type StoredCard } from './card-store.ts';
import type { KeyReused, TopUpRefusal } from './errors.ts';
import { valueAdded } from './events.ts';
import * as rules from './stored-value.ts';
import { postingOf, storeOf, termsNow, type TermsNow } from './terms-now.ts';

/** How money comes in or goes out at the counter, which is the ledger's name of it too. */
export type MoneyWay = 'cash' | 'card' | 'external';

export interface TopUp {
  readonly key: string;
  readonly cardId: string;
  /** What the guest pays in; the bonus comes on top of it. */
  readonly amountMinor: number;
  readonly way: MoneyWay;
  /** Where it is paid; of staff who work in one store, that one unless told. */
  readonly storeCode?: string;
}

export interface ToppedUp {
  readonly topUpId: string;
  readonly cardId: string;
  readonly amountMinor: number;
  readonly bonusMinor: number;
  /** What the card holds now. */
  readonly balanceMinor: number;
}

/** Pays money onto a card, with the bonus of the programme's rules. Refused where the card would hold more than it may. */
export function topUp(ctx: Ctx, { key, ...input }: TopUp): Promise<Result<ToppedUp, TopUpRefusal | KeyReused>> {
  return inTx<ToppedUp, TopUpRefusal>(ctx, { key, input, storeRefusals: true }, async (tx) => {
    const storeId = await storeOf(tx, ctx.actor, input.storeCode);
    if (!storeId.ok) return storeId;
    const terms = await termsNow(tx);
    const card = await lockCard(tx, input.cardId);
    if (!card) return refuse('stored_card_not_found');
    if (card.status === 'blocked') return refuse('stored_card_blocked');
    if (!terms.programme.storedValue.enabled) return refuse('stored_value_not_offered');
    return payIn(tx, { terms, card, storeId: storeId.value, ...input });
  });
}

interface PayIn extends Pick<TopUp, 'amountMinor' | 'way'> {
  readonly terms: TermsNow;
  readonly card: StoredCard;
  readonly storeId: string;
}

async function payIn(
  tx: Tx,
  { terms, card, storeId, amountMinor, way }: PayIn,
): Promise<Result<ToppedUp, TopUpRefusal>> {
  const { storedValue } = terms.programme;
  const id = { merchantId: tx.merchantId, cardId: card.cardId, currency: terms.currency };
  const book = await openBook(tx, rules.holdingsOfCard(id));
  const bonusMinor = rules.bonusFor(storedValue, amountMinor);
  const heldMinor = rules.heldIn(book, id, terms.day);
  const balanceMinor = heldMinor + amountMinor + bonusMinor;
  const limitMinor = rules.limitOf(storedValue, card.kind);
  if (balanceMinor > limitMinor) return refuse('stored_value_limit_exceeded', { limitMinor, heldMinor, bonusMinor });
  const topUpId = newId();
  const money = { ...id, kind: card.kind, amountMinor, bonusMinor, day: terms.day };
  const steps = rules.topUpSteps(storedValue, { ...money, debit: { account: way, owner: storeId } });
  const posted = book.post(postingOf(tx, { purpose: 'loyalty.value_added', referenceId: topUpId, steps }));
  assert(posted.ok, 'what is paid in needs no balance');
  await writeBook(tx, book);
  await appendEvents(tx, [valueAdded({ cardId: card.cardId, storeId, amountMinor, bonusMinor })]);
  return ok({ topUpId, cardId: card.cardId, amountMinor, bonusMinor, balanceMinor });
}
