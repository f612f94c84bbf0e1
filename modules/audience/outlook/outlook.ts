import { expectedSpend, fit, fitSpend, score, type Scores, type Summary } from '@shuke/models/customer-base';
import { dayNumber } from '../rule/days.ts';
import { isWithin, type Range } from '../rule/question.ts';

/** What somebody's visits say up to a day. Money is minor units. */
export interface Visits {
  readonly customerId: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly visitDays: number;
  readonly monetaryMinor: number;
}

/** What is asked about somebody's days to come; of what is not there nothing is asked. */
export interface Expected {
  readonly withinDays: number;
  /** The chance that they are still a customer, between 0 and 10,000. */
  readonly stillBps?: Range;
  readonly visits?: Range;
  readonly amountMinor?: Range;
}

/** Finds who is expected to do so. */
export type OutlookOf = (asked: Expected) => readonly string[];

// As many people tell the parameters to some percent, and a model of fewer than fifty would be of those few.
const SAMPLE = 5_000;
const LEAST_PEOPLE = 50;

/**
 * Scores everybody who bought by MBG/NBD (Batislam, Denizel & Filiztekin 2007), and what a visit brings by Gamma-Gamma. Where the
 * model cannot be fitted nobody is expected to do anything, so that a rule means nobody rather than those whom chance chose.
 */
export function outlookOf(people: readonly Visits[], asOf: string): OutlookOf {
  let fitted: ReturnType<typeof fitTo> | undefined;
  const spends = onceOnly(() => spendsOf(people));
  const summary = summaryOf(people, asOf);
  return ({ withinDays, stillBps, visits, amountMinor }) => {
    fitted ??= fitTo(summary);
    const scores = fitted && score(fitted, summary, withinDays);
    if (!scores?.ok) return [];
    const { alive, expected }: Scores = scores.value;
    const isMeant = (at: number): boolean =>
      isWithin(alive[at]! * 10_000, stillBps) &&
      isWithin(expected[at]!, visits) &&
      (amountMinor === undefined || isWithin(expected[at]! * spends()[at]!, amountMinor));
    return people.filter((_, at) => isMeant(at)).map(({ customerId }) => customerId);
  };
}

function onceOnly<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

const summaryOf = (people: readonly Visits[], asOf: string): Summary => ({
  frequency: Float64Array.from(people, ({ visitDays }) => visitDays - 1),
  recency: Float64Array.from(people, ({ firstDay, lastDay }) => dayNumber(lastDay) - dayNumber(firstDay)),
  age: Float64Array.from(people, ({ firstDay }) => dayNumber(asOf) - dayNumber(firstDay)),
});

/** The model of every n-th person; null where it says nothing. */
function fitTo({ frequency, recency, age }: Summary) {
  if (frequency.length < LEAST_PEOPLE) return null;
  const step = Math.ceil(frequency.length / SAMPLE);
  const some = (values: ArrayLike<number>) => Float64Array.from(values).filter((_, at) => at % step === 0);
  const found = fit({ frequency: some(frequency), recency: some(recency), age: some(age) });
  return found.ok && found.value.converged ? found.value : null;
}

/** What each person's next visit is worth; the own mean where no model of all can be fitted. */
function spendsOf(people: readonly Visits[]): Float64Array {
  const own = Float64Array.from(people, ({ monetaryMinor, visitDays }) => monetaryMinor / visitDays);
  const spending = { frequency: people.map(({ visitDays }) => visitDays - 1), meanSpend: own };
  const found = fitSpend(spending);
  if (!found.ok || !found.value.converged || !Number.isFinite(found.value.populationMean)) return own;
  return expectedSpend(found.value, spending);
}
