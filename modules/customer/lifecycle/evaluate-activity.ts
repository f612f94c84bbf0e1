import { appendEvents, rowsChanged, type Tx } from '@shuke/db';
import { DAY_MS } from '@shuke/kernel';
import { calendarOf } from '../business-day.ts';
import { circleOf, personsOf } from '../link/circles.ts';
import { holdCustomers } from '../hold-customers.ts';
import { activityHistory, type DayNumber } from './activity.ts';
import * as store from './activity-store.ts';
import type { ActivityRow } from './activity-store.ts';
import { giftDays } from './encounter-store.ts';

/** When a customer bought. */
export interface Visits {
  /** The business days of their orders, ascending and each once, as days since 1970-01-01. */
  readonly days: readonly DayNumber[];
  readonly firstAt: Date;
}

/** Reads when customers bought. Orders belong to a higher tier, so the server hands this in. */
export type VisitsOf = (tx: Tx, customerIds: readonly string[]) => Promise<Map<string, Visits>>;

export const dayText = (day: DayNumber): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
export const dayNumber = (day: string): DayNumber => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/** The days on which each of these people came, were given something or gave: of all customers who are that person. */
export async function presentDays(
  tx: Tx,
  circles: ReadonlyMap<string, readonly string[]>,
  visitsOf: VisitsOf,
): Promise<Map<string, DayNumber[]>> {
  const customerIds = [...circles.values()].flat();
  const visits = await visitsOf(tx, customerIds);
  const gifts = new Map((await giftDays(tx, customerIds)).map((row) => [row.customer_id, row.days]));
  const daysOf = (id: string): readonly DayNumber[] => [...(visits.get(id)?.days ?? []), ...(gifts.get(id) ?? [])];
  return new Map(
    [...circles].map(([id, circle]) => [id, [...new Set(circle.flatMap(daysOf))].toSorted((a, b) => a - b)]),
  );
}

/**
 * Says anew how present the people are for whom these customers stand, as of today, and keeps and tells what has changed. It
 * follows from their visits alone, which are read under the people's locks, so that whoever evaluates, a follower or the
 * nightly job, comes to the same and none overwrites what a later one knows.
 */
export async function evaluateActivity(tx: Tx, customerIds: readonly string[], visitsOf: VisitsOf): Promise<void> {
  if (customerIds.length === 0) return;
  const found = [...new Set((await personsOf(tx, customerIds)).values())];
  const people = [...(await holdCustomers(tx, found))];
  const circles = await circleOf(tx, people);
  const today = dayNumber((await calendarOf(tx))(tx.now));
  const days = await presentDays(tx, circles, visitsOf);
  const now = people.flatMap((customerId): ActivityRow[] => {
    const last = activityHistory(days.get(customerId) ?? [], today).at(-1);
    return last ? [{ customerId, activity: last.activity, since: dayText(last.since) }] : [];
  });
  await keep(tx, [...circles.values()].flat(), now);
}

/** Makes what is kept of these customers what is so now: nothing of those who stand for others or never came. */
async function keep(tx: Tx, customerIds: readonly string[], now: readonly ActivityRow[]): Promise<void> {
  const kept = new Map((await store.readActivities(tx, customerIds)).map((row) => [row.customerId, row]));
  const present = new Set(now.map((row) => row.customerId));
  const gone = [...kept.keys()].filter((id) => !present.has(id));
  if (gone.length > 0) await store.deleteActivities(tx, gone);
  const changed = now.filter(({ customerId, activity, since }) => {
    const before = kept.get(customerId);
    return activity !== before?.activity || since !== before.since;
  });
  const isQuiet = ({ customerId, activity }: ActivityRow): boolean => activity === kept.get(customerId)?.activity;
  await rowsChanged(tx, 'pub_customer_activity', [...gone, ...changed.filter(isQuiet).map((row) => row.customerId)]);
  if (changed.length === 0) return;
  await store.writeActivities(tx, changed);
  const told = changed.map(({ customerId, activity }) => ({
    type: 'customer.activity_changed' as const,
    payload: { customerId, from: kept.get(customerId)?.activity ?? null, to: activity },
  }));
  await appendEvents(
    tx,
    told.filter(({ payload }) => payload.from !== payload.to),
  );
}
