import { createHash } from 'node:crypto';
import type { Shelf, Store } from './store.ts';

/** What can go wrong. The README says what each one does. */
export const FAULTS = [
  'dropped',
  'busy',
  'slow',
  'early',
  'duplicated',
  'reordered',
  'lost',
  'wrong_amount',
  'forged',
  'late_success',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface FaultPlan {
  readonly seed: number;
  /** Of 1. */
  readonly rate: number;
  readonly kinds: readonly string[];
}

const BITS = 2 ** 32;
const NONE: FaultPlan = { seed: 1, rate: 0, kinds: [] };

/** Whether a fault hits a number: a pure function, so that a seed plays the same again whatever comes in which order. */
export const hits = ({ seed, rate, kinds }: FaultPlan, kind: string, number: string): boolean =>
  kinds.includes(kind) &&
  createHash('sha256').update(`${seed} ${kind} ${number}`).digest().readUInt32BE(0) / BITS < rate;

/** The plan in force, when the providers are down altogether, and which call of a number this is. */
export class Weather {
  readonly #plans: Shelf<FaultPlan>;
  readonly #outages: Shelf<number>;
  readonly #calls: Shelf<number>;

  constructor(store: Store) {
    this.#plans = store.shelf('fault-plan');
    this.#outages = store.shelf('outage');
    this.#calls = store.shelf('call');
  }

  get plan(): FaultPlan {
    return this.#plans.get('plan') ?? NONE;
  }

  set plan(plan: FaultPlan) {
    this.#plans.put('plan', plan);
  }

  hits(kind: Fault, number: string): boolean {
    return hits(this.plan, kind, number);
  }

  /** Repeats of a call are decided anew, or whoever tries again would never get on. */
  countCall(name: string): string {
    const call = (this.#calls.get(name) ?? 0) + 1;
    if (this.plan.rate > 0) this.#calls.put(name, call);
    return `${name} ${call}`;
  }

  startOutage(gateway: string, until: Date): void {
    this.#outages.put(gateway, until.getTime());
  }

  /** When the outage of now ends; null where there is none. */
  outUntil(gateway: string, now: Date): Date | null {
    const until = this.#outages.get(gateway) ?? 0;
    return now.getTime() < until ? new Date(until) : null;
  }
}
