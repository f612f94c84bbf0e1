import { termsOf } from '../chart.ts';
import type { Account, Lot, Posting, Step } from '../index.ts';

interface Moved {
  readonly account: string;
  readonly lot: Lot | null;
  readonly change: number;
}

/**
 * The ledger as a plain list of what moved: every question adds it all up anew. Slow, without one running figure, and so
 * simple that it can be believed.
 */
export class Model {
  #moves: Moved[] = [];

  /** Posts all or nothing, and says whether. */
  post({ steps }: Pick<Posting, 'steps'>): boolean {
    const before = this.#moves;
    const fits = steps.every((step) => this.#move(step));
    if (!fits) this.#moves = before;
    return fits;
  }

  balance(account: Account): number {
    return this.#sum((one) => one.account === nameOf(account));
  }

  /** What is left in the lots of an account, by their days. */
  lots(account: Account): Record<string, number> {
    const own = this.#moves.filter((one) => one.account === nameOf(account));
    const names = [...new Set(own.map(({ lot }) => lotName(lot)))].toSorted();
    const left = names.map(
      (name) => [name, this.#sum((one) => own.includes(one) && lotName(one.lot) === name)] as const,
    );
    return Object.fromEntries(left.filter(([, balance]) => balance !== 0));
  }

  #move(step: Step): boolean {
    const parts = 'day' in step ? this.#partsOf(step) : [{ lot: step.lot ?? null, amount: step.amount }];
    for (const { lot, amount } of parts) {
      if (termsOf(step.debit.account).floored && this.#inLot(step.debit, lot) < amount) return false;
      const [debit, credit] = [nameOf(step.debit), nameOf(step.credit)];
      this.#moves = [
        ...this.#moves,
        { account: debit, lot, change: -amount },
        { account: credit, lot, change: amount },
      ];
    }
    return parts.length > 0;
  }

  // Unit by unit: whatever spendable lot ends first gives the next one.
  #partsOf(step: Extract<Step, { day: string }>): { lot: Lot; amount: number }[] {
    const names = Object.keys(this.lots(step.debit)).map((name) => name.split(' ') as [string, string]);
    const open = names
      .map(([until, from]): Lot => ({ from, until }))
      .filter(({ from, until }) => from <= step.day && step.day < until);
    const parts = open.map((lot) => ({ lot, amount: 0 }));
    for (let unit = 0; unit < step.amount; unit += 1) {
      const next = parts.find(({ lot, amount }) => this.#inLot(step.debit, lot) > amount);
      if (!next) return [];
      next.amount += 1;
    }
    return parts.filter(({ amount }) => amount > 0);
  }

  #inLot(account: Account, lot: Lot | null): number {
    return this.#sum((one) => one.account === nameOf(account) && lotName(one.lot) === lotName(lot));
  }

  #sum(pass: (move: Moved) => boolean): number {
    return this.#moves.filter(pass).reduce((sum, { change }) => sum + change, 0);
  }
}

const nameOf = ({ account, owner }: Account): string => `${account} ${owner}`;

// By its end first, so that names sort as lots are spent.
const lotName = (lot: Lot | null): string => (lot === null ? '' : `${lot.until} ${lot.from}`);
