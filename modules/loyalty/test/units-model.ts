import type { Lot } from '@shuke/ledger';

interface ModelLot {
  readonly lot: Lot;
  balance: number;
}

/** A member's points as one would keep them on paper: a list of lots, and a number of what is owed. */
export class UnitsModel {
  /** The first to end first. */
  readonly lots: ModelLot[] = [];
  owed = 0;
  /** All that was ever earned less what refunds took back, spent or not. */
  worth = 0;

  earn(lot: Lot, amount: number): void {
    this.worth += amount;
    const settled = Math.min(amount, this.owed);
    this.owed -= settled;
    this.#at(lot).balance += amount - settled;
  }

  available(day: string): number {
    return this.lots
      .filter(({ lot }) => lot.from <= day && day < lot.until)
      .reduce((sum, { balance }) => sum + balance, 0);
  }

  /** What was drawn from each lot, or null where there is too little. */
  burn(day: string, amount: number): [Lot, number][] | null {
    if (this.available(day) < amount) return null;
    this.worth -= amount;
    const drawn: [Lot, number][] = [];
    for (let unit = 0; unit < amount; unit += 1) {
      const from = this.lots.find(({ lot, balance }) => balance > 0 && lot.from <= day && day < lot.until)!;
      from.balance -= 1;
      const last = drawn.at(-1);
      if (last?.[0] === from.lot) last[1] += 1;
      else drawn.push([from.lot, 1]);
    }
    return drawn;
  }

  takeBack(day: string, own: Lot, amount: number): void {
    this.worth -= amount;
    for (let unit = 0; unit < amount; unit += 1) {
      const left = this.lots.filter(({ lot, balance }) => balance > 0 && lot.until > day);
      const from = left.find(({ lot }) => isSame(lot, own)) ?? left.at(-1);
      if (from) from.balance -= 1;
      else this.owed += 1;
    }
  }

  giveBack(drawn: readonly [Lot, number][], amount: number): void {
    let left = amount;
    for (const [lot, drew] of drawn.toReversed()) {
      const back = Math.min(left, drew);
      this.#at(lot).balance += back;
      this.worth += back;
      left -= back;
    }
  }

  held(): string[] {
    return this.lots
      .filter(({ balance }) => balance > 0)
      .map(({ lot, balance }) => `${lot.from} ${lot.until} ${balance}`);
  }

  #at(lot: Lot): ModelLot {
    const known = this.lots.find((one) => isSame(one.lot, lot));
    if (known) return known;
    const made = { lot, balance: 0 };
    this.lots.push(made);
    this.lots.sort((a, b) => (`${a.lot.until} ${a.lot.from}` < `${b.lot.until} ${b.lot.from}` ? -1 : 1));
    return made;
  }
}

const isSame = (a: Lot, b: Lot): boolean => a.from === b.from && a.until === b.until;
