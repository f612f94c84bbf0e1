import type { Tx } from '@shuke/db';
import { assert, must, newId } from '@shuke/kernel';
import { holderHistory, openBook, writeBook, type Book, type Holding, type Step } from '@shuke/ledger';
import { calendarOf } from '../business-day.ts';
import { giveBackSteps, listed, netSpends, UNMERGED, type Ambiguous, type CrossSpend } from './cross-spend.ts';
import { settleBetween, settledOrders, type Sides } from './cross-spend-store.ts';
import { replayUnits, type DatedTransfer, type UnitsState } from './replay.ts';
import { correctionSteps, isSameState } from './units-state.ts';

/**
 * Compensates what was spent between two circles and is not settled yet, once; answers it for the list. Whoever was served
 * keeps what the order gave, the holder has what they would have, and the merchant's `merge_adjustment` bears the difference.
 */
export async function settleSpends(tx: Tx, sides: Sides): Promise<Ambiguous[]> {
  const net = netSpends(await settleBetween(tx, sides));
  const money = net.filter(({ kind }) => kind === 'stored_value' || kind === 'stored_bonus');
  const units = Map.groupBy(
    net.filter(({ kind }) => kind === 'units'),
    ({ holderCustomerId, asset }) => `${holderCustomerId} ${asset}`,
  );
  const book = await openBook(
    tx,
    [...units.values()].flatMap(([one]) => holdingsOf(tx, one!)).concat(cardsOf(tx, money)),
  );
  const steps: Step[] = giveBackSteps(tx.merchantId, money);
  for (const spends of units.values()) steps.push(...(await unitSteps(tx, book, spends)));
  if (steps.length > 0) {
    const posted = book.post({
      merchantId: tx.merchantId,
      transactionId: newId(),
      purpose: UNMERGED,
      referenceId: sides.settlementId,
      steps,
    });
    assert(posted.ok, 'what is taken back was just seen to be there, and merge_adjustment has no floor');
    await writeBook(tx, book);
  }
  return listed(net);
}

const holdingsOf = ({ merchantId }: Tx, { holderCustomerId: owner, asset }: CrossSpend): Holding[] => [
  { merchantId, account: 'units', owner, asset },
  { merchantId, account: 'units_owed', owner, asset },
];

const cardsOf = ({ merchantId }: Tx, money: readonly CrossSpend[]): Holding[] =>
  money.flatMap(({ kind, ownerId: owner, asset }): Holding[] =>
    kind === 'stored_value' || kind === 'stored_bonus' ? [{ merchantId, account: kind, owner, asset }] : [],
  );

/**
 * The steps to what a holder's units would be had others never drawn on them: which lots the holder's own later burns took,
 * and what ran out meanwhile, follows from the history without those orders. Where the rules of today do not come to what
 * the ledger says, as of units that some later kind of transfer moved, each lot is given back what was drawn from it.
 */
async function unitSteps(tx: Tx, book: Book, spends: readonly CrossSpend[]): Promise<Step[]> {
  const { holderCustomerId, asset } = spends[0]!;
  const dayOf = await calendarOf(tx);
  const history = (await holderHistory(tx, { holderId: holderCustomerId, asset })).map((one): DatedTransfer => ({
    ...one,
    day: dayOf(one.postedAt),
  }));
  const actual = stateIn(book, holdingsOf(tx, spends[0]!));
  if (!isSameState(replayUnits(history), actual)) return giveBackSteps(tx.merchantId, spends);
  const others = must((await settledOrders(tx, [holderCustomerId])).get(holderCustomerId), 'some were just settled');
  const own = history.filter(({ purpose, referenceId }) => purpose !== UNMERGED && !others.has(referenceId));
  const holder = { merchantId: tx.merchantId, customerId: holderCustomerId, asset };
  return correctionSteps(holder, { from: actual, to: replayUnits(own) });
}

const stateIn = (book: Book, [units, owed]: readonly Holding[]): UnitsState => ({
  lots: book
    .lots(units!)
    .filter(({ balance }) => balance > 0)
    .map(({ balance, ...lot }) => ({ lot, amount: balance })),
  owed: book.lots(owed!).reduce((sum, { balance }) => sum + balance, 0),
});
