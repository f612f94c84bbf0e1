import { shanghaiDay } from './clock.ts';
import type { Shelf, Store } from './store.ts';
import type { Refund, Trade } from './trade.ts';

export const MISMATCHES = ['missing', 'amount', 'extra'] as const;
export type Mismatch = (typeof MISMATCHES)[number];

/** A line of a bill before it is written as the provider writes it. */
export interface BillLine {
  readonly trade: Trade;
  readonly refund: Refund | null;
  readonly amountMinor: number;
  readonly feeMinor: number;
  readonly at: Date;
}

/** 0.6 %, to the nearest minor unit. */
export const feeOf = (amountMinor: number): number => Math.round((amountMinor * 6) / 1000);

/** Where a bill is to differ from the truth, by the number of the charge or the refund. */
export class Mismatches {
  readonly #shelf: Shelf<Mismatch>;

  constructor(store: Store) {
    this.#shelf = store.shelf('mismatch');
  }

  add(number: string, kind: Mismatch): void {
    this.#shelf.put(number, kind);
  }

  /** All lines of a merchant out of the truth, by time. `extra` bills a charge that is still waiting. */
  allLines(trades: readonly Trade[], { gateway, merchantNo }: Pick<Trade, 'gateway' | 'merchantNo'>): BillLine[] {
    const mine = trades.filter((trade) => trade.gateway === gateway && trade.merchantNo === merchantNo);
    const lines = mine.flatMap((trade) => [...this.#chargeLines(trade), ...this.#refundLines(trade)]);
    return lines.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  }

  /** Those of one day in Shanghai. */
  linesOf(
    trades: readonly Trade[],
    { day, ...of }: Pick<Trade, 'gateway' | 'merchantNo'> & { readonly day: string },
  ): BillLine[] {
    return this.allLines(trades, of).filter(({ at }) => shanghaiDay(at) === day);
  }

  #chargeLines(trade: Trade): BillLine[] {
    const kind = this.#shelf.get(trade.outTradeNo);
    const paidAt = trade.paidAt ?? (kind === 'extra' ? trade.startedAt : null);
    if (paidAt === null || kind === 'missing') return [];
    const amountMinor = trade.amountMinor + (kind === 'amount' ? 1 : 0);
    // What was reversed went back whole on the spot, with its fee, and is in no bill (assumed).
    if (trade.state === 'reversed') return [];
    return [{ trade, refund: null, amountMinor, feeMinor: feeOf(amountMinor), at: new Date(paidAt) }];
  }

  #refundLines(trade: Trade): BillLine[] {
    return trade.refunds.flatMap((refund) => {
      const kind = this.#shelf.get(refund.outRefundNo);
      if (refund.refundedAt === null || kind === 'missing') return [];
      const amountMinor = refund.amountMinor + (kind === 'amount' ? 1 : 0);
      return [{ trade, refund, amountMinor, feeMinor: -feeOf(amountMinor), at: new Date(refund.refundedAt) }];
    });
  }
}
