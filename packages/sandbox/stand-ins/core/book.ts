import { createHash } from 'node:crypto';
import type { ProviderClock } from './clock.ts';
import type { Shelf, Store } from './store.ts';
import {
  afterGuest,
  behaviourOf,
  keyOf,
  refundRefusal,
  tradeKey,
  type Behaviour,
  type GatewayName,
  type Refund,
  type RefundRefusal,
  type Trade,
} from './trade.ts';

export type Draft = Pick<
  Trade,
  'gateway' | 'merchantNo' | 'outTradeNo' | 'amountMinor' | 'currency' | 'subject' | 'scene' | 'notifyUrl' | 'extra'
> & { readonly expiresAt: Date; readonly payer?: string };

export type Placed =
  | { readonly is: 'new' | 'same'; readonly trade: Trade }
  /** The number stands for another charge, or the code was used. */
  | { readonly is: 'number_taken' | 'code_used' };

export interface RefundDraft {
  readonly outRefundNo: string;
  readonly amountMinor: number;
  readonly notifyUrl: string;
  /** How long two refunds of a trade must lie apart, and how long one takes. */
  readonly apartMs: number;
  readonly takesMs: number;
}

export type Refunding =
  { readonly is: 'new' | 'same'; readonly trade: Trade; readonly refund: Refund } | { readonly is: RefundRefusal };

interface Code {
  readonly behaviour: Behaviour;
  readonly usedBy: string | null;
}

/** The providers' own truth: which trades there are, what was charged and what went back. */
export class Book {
  readonly #clock: ProviderClock;
  readonly #trades: Shelf<Trade>;
  readonly #codes: Shelf<Code>;
  /** Told of each trade that was paid and each refund that was made, after it is kept. */
  onChange: (trade: Trade, refund: Refund | null) => void = () => {};

  constructor(store: Store, clock: ProviderClock) {
    this.#clock = clock;
    this.#trades = store.shelf('trade');
    this.#codes = store.shelf('code');
  }

  get(gateway: GatewayName, merchantNo: string, outTradeNo: string): Trade | undefined {
    return this.#trades.get(tradeKey(gateway, merchantNo, outTradeNo));
  }

  byRef(gateway: GatewayName, providerRef: string): Trade | undefined {
    return this.all(gateway).find((trade) => trade.providerRef === providerRef);
  }

  byKey(key: string): Trade | undefined {
    return this.#trades.get(key);
  }

  all(gateway?: GatewayName): Trade[] {
    const trades = this.#trades.all();
    return gateway === undefined ? trades : trades.filter((trade) => trade.gateway === gateway);
  }

  addCode(code: string, behaviour: Behaviour): void {
    this.#codes.put(code, { behaviour, usedBy: null });
  }

  /** Opens a trade, or answers the one that stands under this number. A code pays for one number only. */
  place(draft: Draft, code?: string): Placed {
    const key = tradeKey(draft.gateway, draft.merchantNo, draft.outTradeNo);
    const before = this.#trades.get(key);
    if (before)
      return before.amountMinor === draft.amountMinor ? { is: 'same', trade: before } : { is: 'number_taken' };
    const known = code === undefined ? undefined : this.#codes.get(code);
    if (known && known.usedBy !== null) return { is: 'code_used' };
    const digits = BigInt(`0x${createHash('sha256').update(key).digest('hex').slice(0, 16)}`);
    const trade: Trade = {
      ...draft,
      payer: draft.payer ?? `guest-${(code ?? key).slice(-6)}`,
      providerRef: `42${String(digits).padStart(20, '0')}`,
      startedAt: this.#clock.now().toISOString(),
      expiresAt: draft.expiresAt.toISOString(),
      state: 'waiting',
      failedBy: null,
      paidAt: null,
      refunds: [],
    };
    this.#trades.put(key, trade);
    if (code === undefined) return { is: 'new', trade };
    const behaviour = known?.behaviour ?? behaviourOf(code);
    this.#codes.put(code, { behaviour, usedBy: key });
    return { is: 'new', trade: this.guest(key, behaviour) ?? trade };
  }

  /** What the guest does with a waiting trade; null where there is nothing to do any more. */
  guest(key: string, behaviour: Behaviour): Trade | null {
    const before = this.#trades.get(key);
    const after = before && afterGuest(before, behaviour, this.#clock.now());
    if (!after || after === before) return after ?? null;
    this.#trades.put(key, after);
    if (after.state === 'paid') this.onChange(after, null);
    return after;
  }

  /** Nothing can be charged any more. Only what is waiting can be closed. */
  close(trade: Trade): Trade | null {
    if (trade.state !== 'waiting') return trade.state === 'closed' ? trade : null;
    return this.#trades.put(keyOf(trade), { ...trade, state: 'closed' });
  }

  /** Closes what is waiting and gives back at once what was paid and not refunded. */
  reverse(trade: Trade): Trade {
    if (trade.state === 'waiting') return this.close(trade) ?? trade;
    if (trade.state !== 'paid') return trade;
    return this.#trades.put(keyOf(trade), { ...trade, state: 'reversed' });
  }

  refund(trade: Trade, draft: RefundDraft): Refunding {
    const same = trade.refunds.find(({ outRefundNo }) => outRefundNo === draft.outRefundNo);
    if (same) return same.amountMinor === draft.amountMinor ? { is: 'same', trade, refund: same } : { is: 'changed' };
    const now = this.#clock.now();
    const refusal = refundRefusal(trade, draft.amountMinor, { now, apartMs: draft.apartMs });
    if (refusal) return { is: refusal };
    const refund: Refund = {
      outRefundNo: draft.outRefundNo,
      providerRef: `50${trade.providerRef.slice(2)}${String(trade.refunds.length).padStart(2, '0')}`,
      amountMinor: draft.amountMinor,
      notifyUrl: draft.notifyUrl,
      acceptedAt: now.toISOString(),
      dueAt: new Date(now.getTime() + draft.takesMs).toISOString(),
      refundedAt: null,
    };
    this.#trades.put(keyOf(trade), { ...trade, refunds: [...trade.refunds, refund] });
    if (draft.takesMs === 0) this.payBackDue();
    const after = this.#trades.get(keyOf(trade))!;
    return { is: 'new', trade: after, refund: after.refunds.at(-1)! };
  }

  /** Makes the refunds that were accepted and whose time has come. */
  payBackDue(): void {
    const now = this.#clock.now();
    const isDue = (refund: Refund) => refund.refundedAt === null && Date.parse(refund.dueAt) <= now.getTime();
    for (const trade of this.#trades.all()) {
      const due = trade.refunds.filter(isDue);
      if (due.length === 0) continue;
      const refunds = trade.refunds.map((refund) => (isDue(refund) ? { ...refund, refundedAt: refund.dueAt } : refund));
      const after = this.#trades.put(keyOf(trade), { ...trade, refunds });
      for (const { outRefundNo } of due) {
        this.onChange(after, after.refunds.find((refund) => refund.outRefundNo === outRefundNo) ?? null);
      }
    }
  }

  nextRefundDueAt(): Date | null {
    const waiting = this.#trades
      .all()
      .flatMap(({ refunds }) => refunds.filter(({ refundedAt }) => refundedAt === null));
    const first = waiting.map(({ dueAt }) => Date.parse(dueAt)).toSorted((a, b) => a - b)[0];
    return first === undefined ? null : new Date(first);
  }
}
