import type { Shelf, Store } from './store.ts';

/** The providers' time: the time that was given, and what a test has put it forward since. */
export class ProviderClock {
  readonly #base: () => Date;
  readonly #shelf: Shelf<number>;

  constructor(store: Store, base: () => Date) {
    this.#base = base;
    this.#shelf = store.shelf('clock');
  }

  /** What trades, bills and retries go by. */
  now(): Date {
    return new Date(this.#base().getTime() + this.aheadMs);
  }

  /** What is signed into a callback: whoever verifies it has not been put forward. */
  signingTime(): Date {
    return this.#base();
  }

  get aheadMs(): number {
    return this.#shelf.get('ahead') ?? 0;
  }

  moveTo(instant: Date): void {
    this.#shelf.put('ahead', instant.getTime() - this.#base().getTime());
  }
}

const SHANGHAI_MS = 8 * 3_600_000;

/** `2026-11-27T10:00:00` on the wall in Shanghai, where all of these providers but one keep their days. */
export const shanghaiWall = (at: Date): string => new Date(at.getTime() + SHANGHAI_MS).toISOString().slice(0, 19);

export const shanghaiDay = (at: Date): string => shanghaiWall(at).slice(0, 10);

/** From ten o'clock of the next day on there is a bill of a day. */
export const billReadyAt = (day: string): Date => new Date(Date.parse(`${day}T00:00:00+08:00`) + 34 * 3_600_000);
