import { assert } from '@shuke/kernel';
import { fit, type Fit } from './fit.ts';
import { summaryAt, type Histories } from './histories.ts';
import type { ModelName } from './models.ts';
import { originAt, type Origin } from './origins.ts';

interface Asked {
  readonly model: ModelName;
  readonly until: number;
}

/** Where models are fitted anew, as shares of the history. */
const ORIGINS = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];
// Between an origin and what it is judged by lies a tenth of the history, or next to nothing has come.
const LEAST_LEAD = 0.1;
const DAYS_A_WEEK = 7;
const LEAST_DAYS = 60;
const LEAST_CUSTOMERS = 200;
const TWO_YEARS = 730;

/** A customer base as it grew, with the models as they would have been fitted on each day, each fitted once. */
export class Course {
  readonly until: number;
  readonly length: number;
  private readonly histories: Histories;
  private readonly first: number;
  private readonly fits = new Map<string, Fit>();

  constructor(histories: Histories, until: number) {
    this.histories = histories;
    this.until = until;
    this.first = histories.days.reduce((least, day) => Math.min(least, day), until);
    this.length = until - this.first;
  }

  isLongEnough(): boolean {
    if (this.length < LEAST_DAYS) return false;
    const early = summaryAt(this.histories, { until: this.dayAt(ORIGINS[0]!), daysPerUnit: 1 });
    return early.customers.length >= LEAST_CUSTOMERS && early.frequency.some((x) => x > 0);
  }

  dayAt = (share: number): number => this.first + Math.round(this.length * share);

  /** Those well before a day, with what came up to another. */
  origins(before: number, asked: Asked): Origin[] {
    const days = ORIGINS.map(this.dayAt).filter((day) => day <= before - LEAST_LEAD * this.length);
    return days.map((day) => this.origin(day, asked));
  }

  origin(day: number, { model, until }: Asked): Origin {
    const seasonal = this.length >= TWO_YEARS;
    return originAt(this.histories, { day, until, daysPerUnit: DAYS_A_WEEK, fit: this.fitAt(day, model), seasonal });
  }

  private fitAt(day: number, model: ModelName): Fit {
    const key = `${model} ${day}`;
    const known = this.fits.get(key);
    if (known) return known;
    const found = fit(summaryAt(this.histories, { until: day, daysPerUnit: DAYS_A_WEEK }), { model });
    assert(found.ok, 'a history that was checked has a summary without a fault');
    this.fits.set(key, found.value);
    return found.value;
  }
}
