import type { ProviderClock } from './clock.ts';
import type { Weather } from './faults.ts';
import type { Shelf, Store } from './store.ts';
import { keyOf, type GatewayName, type Refund, type Trade } from './trade.ts';

export type Spoilt = 'wrong_amount' | 'forged';

/** What a notice is about, and how it is to be spoilt on its way. */
export interface NoticeDraft {
  readonly noticeId: string;
  readonly trade: Trade;
  readonly refund: Refund | null;
  readonly spoilt: Spoilt | null;
  /** Counts from 0. */
  readonly attempt: number;
}

export interface Letter {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How one provider tells of what happened. */
export interface Teller {
  compose(notice: NoticeDraft): Letter;
  isTaken(status: number, body: string): boolean;
  /** How long it waits after each try that was not taken; after the last it gives up. */
  readonly retryAfterS: readonly number[];
  readonly tellsOfRefunds: boolean;
}

/** One notice on its way. */
export interface Delivery {
  readonly id: string;
  readonly noticeId: string;
  readonly url: string;
  readonly tradeKey: string;
  readonly outRefundNo: string | null;
  readonly spoilt: Spoilt | null;
  readonly tried: number;
  readonly dueAt: string;
  readonly state: 'due' | 'taken' | 'given_up' | 'lost';
  readonly statuses: readonly number[];
}

const ANSWER_WITHIN_MS = 5000;
const REORDERED_LATER_MS = 2000;

export interface CourierParts {
  readonly store: Store;
  readonly clock: ProviderClock;
  readonly weather: Weather;
  readonly tradeOf: (key: string) => Trade | undefined;
}

/** Brings notices to the shops, with the faults that hit them and each provider's own table of retries. */
export class Courier {
  readonly #parts: CourierParts;
  readonly #deliveries: Shelf<Delivery>;
  readonly #tellers = new Map<GatewayName, Teller>();
  readonly #underWay = new Set<string>();

  constructor(parts: CourierParts) {
    this.#parts = parts;
    this.#deliveries = parts.store.shelf('delivery');
  }

  use(gateway: GatewayName, teller: Teller): void {
    this.#tellers.set(gateway, teller);
  }

  all(): Delivery[] {
    return this.#deliveries.all();
  }

  /** Puts a notice on its way; it leaves with the next round. */
  tell(trade: Trade, refund: Refund | null): void {
    const url = refund ? refund.notifyUrl : trade.notifyUrl;
    const teller = this.#tellers.get(trade.gateway);
    if (url === '' || !teller || (refund && !teller.tellsOfRefunds)) return;
    const { weather, clock } = this.#parts;
    const noticeId = refund ? `refund-${refund.providerRef}` : `charge-${trade.providerRef}`;
    const hit = (kind: Parameters<Weather['hits']>[0]) => weather.hits(kind, noticeId);
    const now = clock.now().getTime();
    const delivery = { noticeId, url, tradeKey: keyOf(trade), outRefundNo: refund?.outRefundNo ?? null, tried: 0 };
    const put = (name: string, parts: Pick<Delivery, 'spoilt' | 'state'> & { readonly laterMs: number }) => {
      const id = `${noticeId} ${name}`;
      const { laterMs, ...rest } = parts;
      const dueAt = new Date(now + laterMs).toISOString();
      this.#deliveries.put(id, { ...delivery, ...rest, id, dueAt, statuses: [] });
    };
    for (const spoilt of ['forged', 'wrong_amount'] as const) {
      if (hit(spoilt)) put(spoilt, { spoilt, state: 'due', laterMs: 0 });
    }
    const state = hit('lost') ? 'lost' : 'due';
    const laterMs = hit('reordered') ? REORDERED_LATER_MS : 0;
    put('true', { spoilt: null, state, laterMs });
    if (hit('duplicated')) put('twin', { spoilt: null, state, laterMs });
  }

  nextDueAt(): Date | null {
    const times = this.#due().map(({ dueAt }) => Date.parse(dueAt));
    return times.length === 0 ? null : new Date(Math.min(...times));
  }

  /** Sends what is due, all at the same time; `tradeKey` narrows it to one trade. */
  async sendDue(tradeKey?: string): Promise<void> {
    const now = this.#parts.clock.now().getTime();
    const due = this.#due().filter((delivery) => Date.parse(delivery.dueAt) <= now);
    await Promise.all(
      due
        .filter((delivery) => tradeKey === undefined || delivery.tradeKey === tradeKey)
        .map((delivery) => this.#try(delivery)),
    );
  }

  #due(): Delivery[] {
    return this.#deliveries.all().filter(({ state, id }) => state === 'due' && !this.#underWay.has(id));
  }

  async #try(delivery: Delivery): Promise<void> {
    const trade = this.#parts.tradeOf(delivery.tradeKey);
    const teller = trade && this.#tellers.get(trade.gateway);
    if (!trade || !teller) return;
    // A provider that is down tells nobody, and counts no try.
    const outUntil = this.#parts.weather.outUntil(trade.gateway, this.#parts.clock.now());
    if (outUntil) return void this.#deliveries.put(delivery.id, { ...delivery, dueAt: outUntil.toISOString() });
    this.#underWay.add(delivery.id);
    const refund = trade.refunds.find(({ outRefundNo }) => outRefundNo === delivery.outRefundNo) ?? null;
    const { noticeId, spoilt, tried: attempt, url } = delivery;
    const answer = await post(url, teller.compose({ noticeId, trade, refund, spoilt, attempt }));
    const isTaken = teller.isTaken(answer.status, answer.body);
    this.#deliveries.put(delivery.id, this.#after(delivery, { teller, isTaken, status: answer.status }));
    this.#underWay.delete(delivery.id);
  }

  #after(
    delivery: Delivery,
    { teller, isTaken, status }: { readonly teller: Teller; readonly isTaken: boolean; readonly status: number },
  ): Delivery {
    const waitS = teller.retryAfterS[delivery.tried];
    const tried = { ...delivery, tried: delivery.tried + 1, statuses: [...delivery.statuses, status] };
    if (isTaken) return { ...tried, state: 'taken' };
    // What was spoilt is sent once: its true twin is retried.
    if (waitS === undefined || delivery.spoilt) return { ...tried, state: 'given_up' };
    return { ...tried, dueAt: new Date(this.#parts.clock.now().getTime() + waitS * 1000).toISOString() };
  }
}

/** A shop that is down or slow counts as status 0. */
async function post(url: string, { headers, body }: Letter): Promise<{ status: number; body: string }> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const response = await fetch(url, { method: 'POST', headers, body, signal });
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: 0, body: '' };
  }
}
