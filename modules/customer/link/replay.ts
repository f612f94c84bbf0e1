import { isSpendable, type HeldTransfer, type Lot } from '@shuke/ledger';

/** A transfer of one customer's units of one asset, with the merchant's business day on which it was posted. */
export type DatedTransfer = HeldTransfer & { readonly day: string };

export interface LotUnits {
  readonly lot: Lot;
  amount: number;
}

/** Units by lot, the first to end first, and what is owed. */
export interface UnitsState {
  readonly lots: readonly LotUnits[];
  readonly owed: number;
}

/** What gives and takes units by hand: it settles no debt, and takes what ends first. */
const BY_HAND = 'loyalty.adjusted';

/**
 * What a customer's units would be if only these transfers had happened, each by the rule that made it: a burn takes what
 * ends first, a return goes back to where its order drew, an earning settles a debt, a refund takes back from the lot of its
 * order's earning and then what ends last, an expiry takes what is left. Which lots they took then is not asked.
 */
export function replayUnits(transfers: readonly DatedTransfer[]): UnitsState {
  const replay = new Replay();
  for (const legs of Map.groupBy(transfers, (one) => one.transactionId).values()) replay.play(legs);
  return replay.state();
}

type Legs = readonly DatedTransfer[];

class Replay {
  readonly #lots: LotUnits[] = [];
  readonly #drawn = new Map<string, LotUnits[]>();
  readonly #earned = new Map<string, Lot>();
  #owed = 0;

  state(): UnitsState {
    return { lots: this.#lots.filter(({ amount }) => amount !== 0), owed: this.#owed };
  }

  play(legs: Legs): void {
    const { purpose, referenceId, day } = legs[0]!;
    const settled = sum(legs, 'units_owed', 'units_claimed');
    const taken = sum(legs, 'units', 'units_issued') - settled;
    this.#draw(sum(legs, 'units', 'units_used') + (purpose === BY_HAND ? taken : 0), { referenceId, day });
    this.#return(legs);
    this.#earn(legs, purpose !== BY_HAND);
    const short = sum(legs, 'units_claimed', 'units_owed');
    if (purpose !== BY_HAND) this.#takeBack(taken + short, { referenceId, day });
    this.#expire(legs);
    this.#adjust(legs);
  }

  #draw(amount: number, { referenceId, day }: { referenceId: string; day: string }): void {
    let left = amount;
    for (const one of this.#lots) {
      const drawn = isSpendable(one.lot, day) ? Math.min(left, one.amount) : 0;
      if (drawn <= 0) continue;
      one.amount -= drawn;
      left -= drawn;
      const list = this.#drawn.get(referenceId) ?? [];
      this.#drawn.set(referenceId, [...list, { lot: one.lot, amount: drawn }]);
    }
  }

  #return(legs: Legs): void {
    const [first] = legs;
    let left = sum(legs, 'units_used', 'units');
    for (const drawn of (this.#drawn.get(first!.referenceId) ?? []).toReversed()) {
      const back = Math.min(left, drawn.amount);
      drawn.amount -= back;
      this.#at(drawn.lot).amount += back;
      left -= back;
    }
  }

  #earn(legs: Legs, settles: boolean): void {
    for (const { referenceId, lot, amount } of between(legs, 'units_issued', 'units')) {
      const settled = settles ? Math.min(amount, this.#owed) : 0;
      this.#owed -= settled;
      this.#at(lot!).amount += amount - settled;
      if (!this.#earned.has(referenceId)) this.#earned.set(referenceId, lot!);
    }
  }

  #takeBack(amount: number, { referenceId, day }: { referenceId: string; day: string }): void {
    const own = this.#earned.get(referenceId);
    const isOwn = ({ lot }: LotUnits): boolean => lot.from === own?.from && lot.until === own?.until;
    const inOrder = [...this.#lots.filter(isOwn), ...this.#lots.filter((one) => !isOwn(one)).toReversed()];
    let left = amount;
    for (const one of inOrder) {
      const taken = one.lot.until > day ? Math.min(left, one.amount) : 0;
      one.amount -= taken;
      left -= taken;
    }
    this.#owed += left;
  }

  #expire(legs: Legs): void {
    for (const { lot } of between(legs, 'units', 'units_breakage')) this.#at(lot!).amount = 0;
  }

  /** An earlier compensation names its lots itself. */
  #adjust(legs: Legs): void {
    for (const { lot, amount } of between(legs, 'merge_adjustment', 'units')) this.#at(lot!).amount += amount;
    for (const { lot, amount } of between(legs, 'units', 'merge_adjustment')) this.#at(lot!).amount -= amount;
    this.#owed -= sum(legs, 'units_owed', 'merge_adjustment');
  }

  #at(lot: Lot): LotUnits {
    const known = this.#lots.find((one) => one.lot.from === lot.from && one.lot.until === lot.until);
    if (known) return known;
    const made = { lot, amount: 0 };
    this.#lots.push(made);
    this.#lots.sort((a, b) => compare(a.lot.until, b.lot.until) || compare(a.lot.from, b.lot.from));
    return made;
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const between = (legs: Legs, debit: string, credit: string): Legs =>
  legs.filter((leg) => leg.debit === debit && leg.credit === credit);

const sum = (legs: Legs, debit: string, credit: string): number =>
  between(legs, debit, credit).reduce((total, { amount }) => total + amount, 0);
