import { monthNumber, monthStart } from './day.ts';
import { lengthOf, type Span, type TrendUnit } from './period.ts';

/**
 * Cuts a span into days, weeks or calendar months, the earliest first, each within the span. Weeks are counted back
 * from its end, so that the latest is a whole one; the first and, of months, the last may be shorter.
 */
export function bucketsOf(span: Span, unit: TrendUnit): Span[] {
  if (unit === 'month') return monthsOf(span);
  const step = unit === 'day' ? 1 : 7;
  const count = Math.ceil(lengthOf(span) / step);
  return Array.from({ length: count }, (_, i) => {
    const to = span.to - (count - 1 - i) * step;
    return { from: Math.max(span.from, to - step + 1), to };
  });
}

/** The calendar months that a span touches, clipped to it. */
export function monthsOf({ from, to }: Span): Span[] {
  const first = monthNumber(from);
  return Array.from({ length: monthNumber(to) - first + 1 }, (_, i) => ({
    from: Math.max(from, monthStart(first + i)),
    to: Math.min(to, monthStart(first + i + 1) - 1),
  }));
}
