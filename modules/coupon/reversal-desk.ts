import { assert, must, refuse, type Refused } from '@shuke/kernel';
import type { Holding, Step } from '@shuke/ledger';
import { holdingsOf, onAbatement, onReversal, type Use } from './accounts.ts';
import type { ReverseRefusal } from './errors.ts';

/** A redemption whose coupon is locked; its discount is what it costs by now. */
export interface StandingUse extends Use {
  readonly redemptionId: string;
  readonly couponId: string;
  readonly orderRef: string;
  readonly expiresAt: Date;
  /** The coupon expired and its unused liability was given back. */
  readonly settled: boolean;
}

/** Names a redemption of one of the merchants that a batch acts for. */
export interface RedemptionKey {
  readonly merchantId: string;
  readonly redemptionId: string;
}

/** One redemption that costs less from now on, for goods came back. */
export interface Abatement extends StandingUse {
  readonly refundId: string;
  readonly amountMinor: number;
}

/** One redemption that is taken back. */
export interface Reversal extends StandingUse {
  /** For the record. */
  readonly reason: string;
  /** False where the coupon has expired meanwhile: the use is back on it, but nobody can spend it. */
  readonly spendable: boolean;
}

/**
 * The locked redemptions of one transaction, as its refunds take them back or lower them one after the other. It is in memory:
 * `openRedemptions` fills it, `writeReversals` writes what was done.
 */
export class ReversalDesk {
  readonly #uses: ReadonlyMap<string, StandingUse>;
  readonly #reversed: Set<string>;
  readonly #made = new Set<Reversal>();
  readonly #abated: Abatement[] = [];
  readonly #now: Date;

  constructor(uses: readonly StandingUse[], { reversed, now }: { reversed: readonly RedemptionKey[]; now: Date }) {
    this.#uses = new Map(uses.map((use) => [keyOf(use), use]));
    this.#reversed = new Set(reversed.map(keyOf));
    this.#now = now;
  }

  /** Why a redemption cannot be taken back, or null. */
  why(row: RedemptionKey): Refused<ReverseRefusal> | null {
    if (!this.#uses.has(keyOf(row))) return refuse('redemption_not_found');
    return this.#reversed.has(keyOf(row)) ? refuse('redemption_already_reversed') : null;
  }

  /** Takes a redemption back that nothing stands against. */
  reverse({ reason, ...row }: RedemptionKey & { readonly reason: string }): Reversal {
    assert(this.why(row) === null, 'a redemption is taken back only where it can be');
    const use = must(this.#uses.get(keyOf(row)), 'a redemption is locked');
    const reversal = { ...use, reason, spendable: !use.settled && use.expiresAt > this.#now };
    this.#reversed.add(keyOf(row));
    this.#made.add(reversal);
    return reversal;
  }

  /** Lowers what a redemption costs, once a refund and never below zero. Nothing stands against it. */
  abate({ refundId, amountMinor, ...row }: RedemptionKey & Pick<Abatement, 'refundId' | 'amountMinor'>): Abatement {
    assert(this.why(row) === null, 'a redemption costs less only where it stands');
    const use = must(this.#uses.get(keyOf(row)), 'a redemption is locked');
    assert(amountMinor > 0 && amountMinor <= use.discountMinor, 'a redemption never costs less than nothing');
    const abatement = { ...use, refundId, amountMinor };
    this.#abated.push(abatement);
    return abatement;
  }

  /** Lets a redemption stand that this transaction took back, as when its refund is refused later. */
  undo(reversal: Reversal): void {
    assert(this.#made.delete(reversal), 'what is undone was made here');
    this.#reversed.delete(keyOf(reversal));
  }

  /** What was taken back and not undone, in its order. */
  get reversals(): Reversal[] {
    return [...this.#made];
  }

  get abatements(): readonly Abatement[] {
    return this.#abated;
  }

  /** What all that was done moves in the ledger; the caller puts it into its own posting. */
  steps(): Step[] {
    return [...this.reversals.flatMap(onReversal), ...this.#abated.flatMap(onAbatement)];
  }

  /** The ledger's balances that anything done to the opened redemptions may move; lock them before posting. */
  holdings(): Holding[] {
    const templates = new Map([...this.#uses.values()].map((use) => [use.templateId, use]));
    return [...templates.values()].flatMap(holdingsOf);
  }
}

const keyOf = ({ merchantId, redemptionId }: RedemptionKey): string => `${merchantId} ${redemptionId}`;
