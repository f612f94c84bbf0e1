import type { FastifyReply } from 'fastify';
import { setTimeout as wait } from 'node:timers/promises';
import { Accounts } from './accounts.ts';
import { Book } from './book.ts';
import { ProviderClock } from './clock.ts';
import { Courier } from './courier.ts';
import { Weather, type Fault } from './faults.ts';
import { KeyRing } from './keys.ts';
import { Mismatches } from './mismatches.ts';
import type { Shelf, Store } from './store.ts';
import { keyOf, type GatewayName, type Trade } from './trade.ts';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A call of a shop that is signed well and understood. */
export interface Call {
  readonly gateway: GatewayName;
  readonly operation: string;
  /** What it is about: the number of the charge or the refund. */
  readonly number: string;
  /** The trade that it would close, for `late_success`. */
  readonly closes?: Trade | undefined;
  /** What the provider answers where it has not carried the call out. */
  readonly busy: Answer;
  readonly apply: () => Answer;
}

const SLOW_MS = 1500;
const LATE_MS = 30_000;

/** What all providers of this process share. */
export class Desk {
  readonly store: Store;
  readonly clock: ProviderClock;
  readonly book: Book;
  readonly weather: Weather;
  readonly courier: Courier;
  readonly accounts: Accounts;
  readonly mismatches: Mismatches;
  /** Where this process is reached, once it listens. */
  origin = '';
  readonly #counts = new Map<string, number>();
  readonly #late: Shelf<{ readonly tradeKey: string; readonly at: string; readonly done: boolean }>;

  constructor(store: Store, base: () => Date) {
    this.store = store;
    this.clock = new ProviderClock(store, base);
    this.book = new Book(store, this.clock);
    this.weather = new Weather(store);
    this.accounts = new Accounts(store, new KeyRing(store));
    this.mismatches = new Mismatches(store);
    this.#late = store.shelf('late-success');
    const tradeOf = (key: string) => this.book.byKey(key);
    this.courier = new Courier({ store, clock: this.clock, weather: this.weather, tradeOf });
    this.book.onChange = (trade, refund) => this.courier.tell(trade, refund);
  }

  count(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  counts(): Record<string, number> {
    return Object.fromEntries([...this.#counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Carries a call out and answers it, with the faults that hit it. */
  async answer(reply: FastifyReply, call: Call): Promise<FastifyReply> {
    const number = this.weather.countCall(`${call.gateway} ${call.operation} ${call.number}`);
    this.count(`call ${call.gateway} ${call.operation}`);
    const hit = (kind: Fault): boolean => {
      const isHit = this.weather.hits(kind, number);
      if (isHit) this.count(`fault ${kind}`);
      return isHit;
    };
    if (this.weather.outUntil(call.gateway, this.clock.now())) return this.drop(reply);
    if (hit('busy')) return send(reply, call.busy);
    if (call.closes?.state === 'waiting' && hit('late_success')) {
      this.#payLate(call.closes);
      return this.drop(reply);
    }
    const answer = call.apply();
    if (hit('early')) await this.courier.sendDue();
    if (hit('dropped')) return this.drop(reply);
    if (hit('slow')) await wait(SLOW_MS);
    return send(reply, answer);
  }

  /** One round of what happens by itself as time goes by. */
  async tick(): Promise<void> {
    this.#payDue();
    this.book.payBackDue();
    await this.courier.sendDue();
  }

  /** Moves on to an instant through everything that is due before it, each at its own time. */
  async advanceTo(target: Date): Promise<void> {
    for (;;) {
      const due = [this.courier.nextDueAt(), this.book.nextRefundDueAt(), this.#nextLateAt()].filter(
        (at) => at !== null,
      );
      const next = due.toSorted((a, b) => a.getTime() - b.getTime())[0];
      if (!next || next > target) break;
      if (next > this.clock.now()) this.clock.moveTo(next);
      await this.tick();
    }
    if (target > this.clock.now()) this.clock.moveTo(target);
    await this.tick();
  }

  /** Cuts the connection without a word, as a network does. */
  drop(reply: FastifyReply): FastifyReply {
    reply.hijack();
    reply.raw.socket?.destroy();
    return reply;
  }

  #payLate(trade: Trade): void {
    const at = new Date(this.clock.now().getTime() + LATE_MS).toISOString();
    this.#late.put(keyOf(trade), { tradeKey: keyOf(trade), at, done: false });
  }

  #nextLateAt(): Date | null {
    const times = this.#late.all().flatMap(({ at, done }) => (done ? [] : [Date.parse(at)]));
    return times.length === 0 ? null : new Date(Math.min(...times));
  }

  #payDue(): void {
    for (const late of this.#late.all()) {
      if (late.done || Date.parse(late.at) > this.clock.now().getTime()) continue;
      this.#late.put(late.tradeKey, { ...late, done: true });
      this.book.guest(late.tradeKey, 'pays');
    }
  }
}

export const send = (reply: FastifyReply, { status, headers = {}, body }: Answer): FastifyReply =>
  reply.code(status).headers(headers).send(body);
