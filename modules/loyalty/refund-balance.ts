import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { assert, newId, ok, refuse, type Result } from '@shuke/kernel';
import { openBook, writeBook, type Step } from '@shuke/ledger';
import { lockCard } from './card-store.ts';
import type { KeyReused, PayOutRefusal } from './errors.ts';
import { valueRefunded } from './events.ts';
import { holdingsOfCard, payOutSteps, type CardId } from './stored-value.ts';
import { postingOf, storeOf, termsNow } from './terms-now.ts';
import type { MoneyWay } from './top-up.ts';

export interface RefundBalance {
  readonly key: string;
  readonly cardId: string;
  readonly way: MoneyWay;
  readonly storeCode?: string;
}

export interface BalanceRefunded {
  readonly refundId: string;
  readonly cardId: string;
  /** What is paid out: all that was paid in and not spent. */
  readonly amountMinor: number;
  /** The bonus that goes back to the shop. */
  readonly forfeitedMinor: number;
}

/** Pays out the money on a card, a blocked one too; its bonus is forfeited. */
export function refundBalance(
  ctx: Ctx,
  { key, ...input }: RefundBalance,
): Promise<Result<BalanceRefunded, PayOutRefusal | KeyReused>> {
  return inTx<BalanceRefunded, PayOutRefusal>(ctx, { key, input, storeRefusals: true }, async (tx) => {
    const storeId = await storeOf(tx, ctx.actor, input.storeCode);
    if (!storeId.ok) return storeId;
    const { currency, day } = await termsNow(tx);
    const card = await lockCard(tx, input.cardId);
    if (!card) return refuse('stored_card_not_found');
    const id = { merchantId: tx.merchantId, cardId: card.cardId, currency };
    return payOut(tx, { id, day, storeId: storeId.value, way: input.way });
  });
}

interface PayOut {
  readonly id: CardId;
  readonly day: string;
  readonly storeId: string;
  readonly way: MoneyWay;
}

async function payOut(tx: Tx, { id, day, storeId, way }: PayOut): Promise<Result<BalanceRefunded, PayOutRefusal>> {
  const book = await openBook(tx, holdingsOfCard(id));
  const steps = payOutSteps(book, id, { day, credit: { account: way, owner: storeId } });
  if (steps.length === 0) return refuse('stored_value_empty');
  const refundId = newId();
  const posted = book.post(postingOf(tx, { purpose: 'loyalty.value_refunded', referenceId: refundId, steps }));
  assert(posted.ok, 'a card covers its own balance');
  await writeBook(tx, book);
  const [amountMinor, forfeitedMinor] = [sumOf(steps, 'stored_value'), sumOf(steps, 'stored_bonus')];
  await appendEvents(tx, [valueRefunded({ cardId: id.cardId, storeId, amountMinor, bonusMinor: forfeitedMinor })]);
  return ok({ refundId, cardId: id.cardId, amountMinor, forfeitedMinor });
}

const sumOf = (steps: readonly Step[], account: string): number =>
  steps.reduce((sum, step) => sum + (step.debit.account === account ? step.amount : 0), 0);
