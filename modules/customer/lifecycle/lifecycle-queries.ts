import type { LifecycleView, Stage } from '@shuke/contract';
import { inRead, type Ctx, type Tx } from '@shuke/db';
import { must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { calendarOf } from '../business-day.ts';
import { circleOf, personsOf } from '../link/circles.ts';
import { activityHistory, rhythmDays } from './activity.ts';
import { dayNumber, dayText, presentDays, type VisitsOf } from './evaluate-activity.ts';
import { rankOf } from './ladder.ts';
import * as store from './stage-store.ts';

const MOST_ACTIVITIES = 100;

/** Where a person stands and how one came there, as of now: of all customers who are that person. */
export function lifecycleOf(
  ctx: Ctx,
  { customerId, visitsOf }: { customerId: string; visitsOf: VisitsOf },
): Promise<Result<LifecycleView, Refusal<'customer_not_found'>>> {
  return inRead(ctx, async (tx) => {
    const circle = must((await circleOf(tx, [customerId])).get(customerId), 'a circle is answered for each');
    const firstSeen = await store.firstSeen(tx, circle);
    if (firstSeen === null) return refuse('customer_not_found', { customerId });
    const personId = must((await personsOf(tx, [customerId])).get(customerId), 'a person is answered for each');
    const ladder = await ladderOf(tx, circle);
    return ok({
      customerId,
      personId,
      ...(ladder.top ?? { stage: 'contact', since: firstSeen.toISOString() }),
      ...(await presenceOf(tx, circle, visitsOf)),
      stages: ladder.stages,
    });
  });
}

interface Ladder extends Pick<LifecycleView, 'stages'> {
  /** Null where nobody of the circle was seen to do anything. */
  readonly top: { readonly stage: Stage; readonly since: string } | null;
}

/** The highest stage of a circle, since whoever came there first. */
async function ladderOf(tx: Tx, circle: readonly string[]): Promise<Ladder> {
  const [top] = (await store.readStages(tx, circle)).toSorted(
    (a, b) => rankOf(b.stage) - rankOf(a.stage) || a.since.getTime() - b.since.getTime(),
  );
  const stages = (await store.readChanges(tx, circle)).map((row) => ({
    customerId: row.customer_id,
    stage: row.to_stage,
    because: row.because,
    at: row.happened_at.toISOString(),
    touchpointId: row.touchpoint_id,
  }));
  return { top: top ? { stage: top.stage, since: top.since.toISOString() } : null, stages };
}

type Presence = Pick<LifecycleView, 'activity' | 'activeSince' | 'rhythmDays' | 'activities'>;

/** From the visits themselves and not from what was kept, so that it holds as of this moment. */
async function presenceOf(tx: Tx, circle: readonly string[], visitsOf: VisitsOf): Promise<Presence> {
  const today = dayNumber((await calendarOf(tx))(tx.now));
  const days = (await presentDays(tx, new Map([['', circle]]), visitsOf)).get('') ?? [];
  const spells = activityHistory(days, today).map(({ activity, since }) => ({ activity, since: dayText(since) }));
  const last = spells.at(-1);
  return {
    activity: last?.activity ?? null,
    activeSince: last?.since ?? null,
    rhythmDays: rhythmDays(days),
    activities: spells.toReversed().slice(0, MOST_ACTIVITIES),
  };
}
