import { useSearchParams } from 'react-router';
import type { Question } from '../../api/insight.ts';

const DAY_MS = 86_400_000;

/** The business day so many days later. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Periods that end on the latest day with an order. */
export const PRESETS = [
  { name: 'week', days: 7 },
  { name: 'month', days: 30 },
  { name: 'quarter', days: 90 },
  { name: 'year', days: 365 },
] as const;

export const presetPeriod = (latest: string, days: number): [string, string] => [addDays(latest, 1 - days), latest];

/** With what a period is compared. */
export const COMPARISONS = ['previous', 'last_year', 'days'] as const;

/** The question of the page, kept in its address, so that a link or a reload asks the same. */
export function useQuestion(): [Question, (change: Question) => void] {
  const [params, setParams] = useSearchParams();
  const read = (name: string) => params.get(name) ?? undefined;
  const compare = read('compare');
  const question: Question = {
    from: read('from'),
    to: read('to'),
    storeId: read('storeId'),
    compare: COMPARISONS.find((one) => one === compare),
    compareFrom: read('compareFrom'),
    compareTo: read('compareTo'),
  };
  const change = (part: Question) => {
    const given = Object.entries({ ...question, ...part }).filter(([, value]) => value !== undefined);
    setParams(Object.fromEntries(given) as Record<string, string>, { replace: true });
  };
  return [question, change];
}
