import { assert } from '@shuke/kernel';
import type { Fit } from './fit.ts';
import { placesKnown, summaryAt, type Histories, type Period, type Summarised } from './histories.ts';
import { score } from './score.ts';
import type { Summary } from './summary.ts';

/** What was known on a day of everybody who had bought by then, and what a fitted model made of it. */
export interface Origin {
  readonly customers: Int32Array;
  /** Purchases that the model expects of each until the end that was asked for. */
  readonly expected: Float64Array;
  /** The same time in parts, one after the other, as models err the more the further they look. */
  readonly parts: readonly Part[];
}

export interface Part {
  /** What trees may look at, by column; NaN where a customer has no such thing. */
  readonly columns: readonly Float64Array[];
  /** Purchases that the model expects of each customer in this part. */
  readonly expected: Float64Array;
  /** Purchases that came in it; zeros where that is not known. */
  readonly came: Float64Array;
}

export interface OriginOptions extends Pick<Period, 'daysPerUnit'> {
  readonly day: number;
  readonly until: number;
  readonly fit: Pick<Fit, 'model' | 'parameters'>;
  /** Whether the data hold every season at least twice, so that a season can be told from a trend. */
  readonly seasonal: boolean;
}

const PARTS = 4;
// Less is as good as nothing, and trees would divide by it.
const LEAST_EXPECTED = 1e-5;
const DAYS_A_YEAR = 365.25;

/**
 * The state of a customer base at the end of a day. All columns but the last are without a unit of time: what was learnt when
 * customers had been known for five months is applied when they have been known for nine.
 */
export function originAt(histories: Histories, options: OriginOptions): Origin {
  const { day, until, daysPerUnit, fit } = options;
  const summary = summaryAt(histories, { until: day, daysPerUnit });
  const places = placesKnown(histories, day);
  const state = stateOf(histories, { summary, places, options });
  const ends = Array.from({ length: PARTS }, (_, part) => day + Math.round(((until - day) * (part + 1)) / PARTS));
  const came = cameIn(histories, { places, day, ends });
  let sofar: Float64Array = new Float64Array(summary.customers.length);
  const parts = ends.map((end, part): Part => {
    const begin = ends[part - 1] ?? day;
    const expected = expectedOf(summary, fit, (end - day) / daysPerUnit);
    const within = expected.map((value, i) => Math.max(LEAST_EXPECTED, value - sofar[i]!));
    sofar = expected;
    const lead = summary.age.map((age) => ((begin + end) / 2 - day) / daysPerUnit / age);
    const season = lead.map(() => ((begin + end) / 2 / DAYS_A_YEAR) % 1);
    const columns = [...state, lead, ...(options.seasonal ? [season] : [])];
    return { columns, expected: within, came: came[part]! };
  });
  return { customers: summary.customers, expected: sofar, parts };
}

function expectedOf(summary: Summary, fit: OriginOptions['fit'], horizon: number): Float64Array {
  const scores = score(fit, summary, horizon);
  assert(scores.ok, 'a summary of histories has no fault');
  return scores.value.expected;
}

interface Known {
  readonly summary: Summarised;
  readonly places: Int32Array;
  readonly options: OriginOptions;
}

function stateOf(histories: Histories, { summary, places, options }: Known): Float64Array[] {
  const { frequency, recency, age } = summary;
  const scores = score(options.fit, summary, 1);
  assert(scores.ok, 'a summary of histories has no fault');
  const silence = age.map((known, i) => known - recency[i]!);
  const gap = recency.map((time, i) => (frequency[i] === 0 ? NaN : time / frequency[i]!));
  const late = Float64Array.from(places, (place, i) =>
    lateShare(histories, { place, day: options.day, purchases: frequency[i]! + 1 }),
  );
  return [
    Float64Array.from(frequency),
    silence.map((time, i) => time / age[i]!),
    silence.map((time, i) => time / gap[i]!),
    late,
    scores.value.alive,
  ];
}

interface Past {
  readonly place: number;
  readonly day: number;
  readonly purchases: number;
}

// Which share of the purchases fell into the later half of the time that the customer has been known.
function lateShare({ starts, days }: Histories, { place, day, purchases }: Past): number {
  const first = starts[place]!;
  const middle = (days[first]! + day) / 2;
  let late = 0;
  for (let at = first; at < first + purchases; at += 1) if (days[at]! > middle) late += 1;
  return late / purchases;
}

interface Future {
  readonly places: Int32Array;
  readonly day: number;
  /** The last day of each part. */
  readonly ends: readonly number[];
}

// By part, then by customer.
function cameIn({ starts, days }: Histories, { places, day, ends }: Future): Float64Array[] {
  const came = ends.map(() => new Float64Array(places.length));
  const last = ends.at(-1)!;
  for (const [i, place] of places.entries()) {
    for (let at = starts[place + 1]! - 1; at >= starts[place]! && days[at]! > day; at -= 1) {
      if (days[at]! <= last) came[ends.findIndex((end) => days[at]! <= end)]![i]! += 1;
    }
  }
  return came;
}
