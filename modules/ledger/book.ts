import { assert, ok, refuse, type Result } from '@shuke/kernel';
import { termsOf } from './chart.ts';
import {
  ALL_DAYS,
  isSpendable,
  type Account,
  type InsufficientBalance,
  type Lot,
  type Move,
  type Posted,
  type Posting,
  type Spend,
  type Step,
  type Transfer,
} from './transfer.ts';

/** An account with a floor, of one merchant and asset: what a transaction locks. */
export interface Holding extends Account {
  readonly merchantId: string;
  readonly asset: string;
}

export interface LotBalance extends Lot {
  readonly balance: number;
}

interface OpenLot {
  readonly lot: Lot;
  balance: number;
  /** As it was locked; null for a lot that has no row yet. */
  readonly lockedBalance: number | null;
}

export interface Change {
  readonly holding: Holding;
  readonly lot: Lot;
  readonly delta: number;
  readonly isNew: boolean;
}

/**
 * The locked balances of one transaction, as its postings change them one after the other. It is pure: `openBook` fills it,
 * `writeBook` writes what has changed. A posting that does not fit changes nothing.
 */
export class Book {
  readonly #holdings = new Map<string, { readonly holding: Holding; readonly lots: OpenLot[] }>();
  readonly posted: Posted[] = [];

  constructor(locked: readonly Holding[]) {
    for (const holding of locked) this.#holdings.set(keyOf(holding), { holding, lots: [] });
  }

  /** Enters a row that was locked. */
  enter(holding: Holding, { from, until, balance }: LotBalance): void {
    this.#lots(holding).push({ lot: { from, until }, balance, lockedBalance: balance });
  }

  /** What can be spent of an account on a day. */
  available(holding: Holding, day: string): number {
    return this.#lots(holding).reduce((sum, { lot, balance }) => sum + (isSpendable(lot, day) ? balance : 0), 0);
  }

  /** All that stands in an account, by lot, the first to end first. */
  lots(holding: Holding): LotBalance[] {
    return inOrder(this.#lots(holding)).map(({ lot, balance }) => ({ ...lot, balance }));
  }

  /** Posts all steps of a posting, or none: in their order, each in the light of those before. */
  post(posting: Posting): Result<Posted, InsufficientBalance> {
    const transfers: Transfer[] = [];
    for (const step of posting.steps) {
      assert(Number.isSafeInteger(step.amount) && step.amount > 0, 'a transfer moves a whole amount above zero');
      const short = this.#apply(posting.merchantId, step, transfers);
      if (short === null) continue;
      for (const transfer of transfers.toReversed()) this.#move(posting.merchantId, transfer, -1);
      return refuse('insufficient_balance', short);
    }
    const { steps: _, ...head } = posting;
    const posted = { ...head, transfers };
    this.posted.push(posted);
    return ok(posted);
  }

  /** What has changed, one row a lot. */
  changes(): Change[] {
    return [...this.#holdings.values()].flatMap(({ holding, lots }) =>
      lots
        .filter(({ balance, lockedBalance }) => balance !== (lockedBalance ?? 0))
        .map(({ lot, balance, lockedBalance }) => ({
          holding,
          lot,
          delta: balance - (lockedBalance ?? 0),
          isNew: lockedBalance === null,
        })),
    );
  }

  #apply(merchantId: string, step: Step, transfers: Transfer[]): Shortage | null {
    const { debit, asset } = step;
    const moves = 'day' in step ? this.#drawn(merchantId, step) : [asMove(step)];
    for (const move of moves ?? []) {
      const lot = termsOf(debit.account).floored ? this.#lot({ merchantId, asset, ...debit }, move.lot) : null;
      if (lot !== null && lot.balance < move.amount) return shortage(step, lot.balance);
      this.#move(merchantId, move, 1);
      transfers.push(move);
    }
    return moves === null ? shortage(step, this.available({ merchantId, asset, ...debit }, dayOf(step))) : null;
  }

  #drawn(merchantId: string, { debit, credit, asset, amount, day }: Spend): Transfer[] | null {
    const drawn: Transfer[] = [];
    let left = amount;
    for (const { lot, balance } of inOrder(this.#lots({ merchantId, asset, ...debit }))) {
      if (left === 0) break;
      const taken = isSpendable(lot, day) ? Math.min(left, balance) : 0;
      if (taken > 0) drawn.push({ debit, credit, asset, amount: taken, lot: isLotted(debit, credit) ? lot : null });
      left -= taken;
    }
    return left === 0 ? drawn : null;
  }

  #move(merchantId: string, { debit, credit, asset, amount, lot }: Transfer, sign: 1 | -1): void {
    if (termsOf(debit.account).floored) this.#lot({ merchantId, asset, ...debit }, lot).balance -= sign * amount;
    if (termsOf(credit.account).floored) this.#lot({ merchantId, asset, ...credit }, lot).balance += sign * amount;
  }

  #lot(holding: Holding, lot: Lot | null): OpenLot {
    const byLot = termsOf(holding.account).lotted;
    assert(!byLot || lot !== null, 'a transfer of an account that is kept by lots names one');
    const { from, until } = byLot && lot !== null ? lot : ALL_DAYS;
    const lots = this.#lots(holding);
    const known = lots.find((one) => one.lot.from === from && one.lot.until === until);
    if (known) return known;
    const made: OpenLot = { lot: { from, until }, balance: 0, lockedBalance: null };
    lots.push(made);
    return made;
  }

  #lots(holding: Holding): OpenLot[] {
    const entry = this.#holdings.get(keyOf(holding));
    assert(entry, 'an account with a floor is locked before it is moved');
    return entry.lots;
  }
}

type Shortage = { account: string; asset: string; needed: number; available: number };

const shortage = ({ debit, asset, amount }: Step, available: number): Shortage => ({
  account: debit.account,
  asset,
  needed: amount,
  available,
});

const dayOf = (step: Step): string => ('day' in step ? step.day : ALL_DAYS.from);

const asMove = ({ debit, credit, asset, amount, lot }: Move): Transfer => ({
  debit,
  credit,
  asset,
  amount,
  lot: isLotted(debit, credit) ? (lot ?? null) : null,
});

// A transfer names a lot exactly where one of its accounts is kept by lots, which verification relies on.
const isLotted = (...sides: Account[]): boolean => sides.some(({ account }) => termsOf(account).lotted);

const inOrder = (lots: readonly OpenLot[]): OpenLot[] =>
  lots.toSorted((a, b) => compare(a.lot.until, b.lot.until) || compare(a.lot.from, b.lot.from));

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

export const keyOf = ({ merchantId, owner, account, asset }: Holding): string =>
  `${merchantId} ${owner} ${account} ${asset}`;
