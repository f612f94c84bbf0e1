import { assert } from '@shuke/kernel';
import { lengthOf, type Span } from '../asking/period.ts';

/** Spans that follow one another, as the span of each day of them all. */
export interface Slots {
  readonly count: number;
  readonly start: number;
  readonly end: number;
  /** By days from the start on. */
  readonly slotOf: Int32Array;
  /** Which days these are, as a text. */
  readonly key: string;
}

export function slotsOf(spans: readonly Span[]): Slots {
  assert(
    spans.every((span, i) => i === 0 || spans[i - 1]!.to + 1 === span.from),
    'the spans follow one another',
  );
  return {
    count: spans.length,
    start: spans[0]?.from ?? 0,
    end: spans.at(-1)?.to ?? -1,
    slotOf: Int32Array.from(spans.flatMap((span, i) => Array.from({ length: lengthOf(span) }, () => i))),
    key: `${spans[0]?.from} ${spans.map(({ to }) => to).join(' ')}`,
  };
}
