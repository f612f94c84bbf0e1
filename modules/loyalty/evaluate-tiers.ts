import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { assert, HOUR_MS, must, newId, ok } from '@shuke/kernel';
import { earnedWithin, earnersSince } from '@shuke/ledger';
import { ADJUSTED } from './adjust-points.ts';
import { addMonths, startOf } from './calendar.ts';
import { tierChanged } from './events.ts';
import { pointsAsset } from './programme.ts';
import { termsNow, type TermsNow } from './terms-now.ts';
import * as store from './tier-store.ts';
import { judgeTier, tierOf, windowsOf, type EarnedWithin, type Judgement } from './tier.ts';

export type TierChange = store.TierChangeRow;

/**
 * Judges the tiers of these customers, at most 1,000, and answers the changes: up at once, down by the programme's policy. A
 * step of a bigger process, for who has just let them earn, and what the job does.
 */
export async function evaluateTiers(tx: Tx, customerIds: readonly string[]): Promise<TierChange[]> {
  assert(customerIds.length <= CHUNK, 'tiers are judged at most 1,000 at a time');
  const terms = await termsNow(tx);
  if (customerIds.length === 0 || terms.programme.tiers.length === 0) return [];
  const locked = await store.lockStandings(tx, [...new Set(customerIds)]);
  // Read after the lock: what was earned before another evaluation let go is seen.
  const earnedOf = await readEarned(tx, terms, customerIds);
  const judged = locked.flatMap((member) => {
    const { customerId, ...standing } = member;
    const facts = { standing, earned: earnedOf(customerId), day: terms.day };
    const judgement = judgeTier(terms.programme, facts);
    return judgement ? [{ member, earned: facts.earned, judgement }] : [];
  });
  if (judged.length === 0) return [];
  const changes = judged.flatMap((one) => changeOf(terms, one));
  await store.writeStandings(
    tx,
    judged.map(({ member, judgement }) => ({ ...judgement.standing, customerId: member.customerId })),
  );
  if (changes.length > 0) await store.insertTierChanges(tx, changes);
  await appendEvents(tx, changes.map(tierChanged));
  return changes;
}

interface Judged {
  readonly member: store.MemberStanding;
  readonly earned: EarnedWithin;
  readonly judgement: Judgement;
}

function changeOf({ programme, day }: TermsNow, { member, earned, judgement: { change } }: Judged): TierChange[] {
  if (change === null) return [];
  return [
    {
      changeId: newId(),
      customerId: member.customerId,
      fromTier: tierOf(programme, member)?.tierId ?? null,
      toTier: change.to.tierId,
      why: change.why,
      earned: earned(change.to.windowMonths),
      day,
    },
  ];
}

/** What each customer has earned within each window of the programme. */
export async function readEarned(
  tx: Tx,
  { programme, calendar, day }: TermsNow,
  customerIds: readonly string[],
): Promise<(customerId: string) => EarnedWithin> {
  const asset = pointsAsset(programme.programmeId);
  const windows = new Map<number, Map<string, number>>();
  for (const months of windowsOf(programme)) {
    const since = startOf(calendar, addMonths(day, -months));
    windows.set(months, await earnedWithin(tx, customerIds, { asset, since, exceptPurposes: [ADJUSTED] }));
  }
  return (customerId) => (months) => windows.get(months)?.get(customerId) ?? 0;
}

const CHUNK = 1000;
const NO_ID = '00000000-0000-0000-0000-000000000000';

// A transaction carries the instant of its beginning and may commit after a round that began later: the next one looks again.
const OVERLAP_MS = HOUR_MS;

/** Judges everybody who has earned since the last round, and everybody whose review is due; answers how many tiers changed. */
export async function evaluateDueTiers(ctx: Ctx): Promise<number> {
  const begun = ctx.clock.now();
  let changed = 0;
  for (let after = NO_ID; ;) {
    const chunk = await inTx(ctx, {}, async (tx) => {
      const customerIds = await nextDue(tx, after);
      const changes = await evaluateTiers(tx, customerIds);
      if (customerIds.length < CHUNK) await store.setJudgedTo(tx, begun);
      return ok({ customerIds, changes: changes.length });
    });
    assert(chunk.ok, 'a job without a key is not refused');
    changed += chunk.value.changes;
    if (chunk.value.customerIds.length < CHUNK) return changed;
    after = must(chunk.value.customerIds.at(-1), 'a full chunk has a last one');
  }
}

async function nextDue(tx: Tx, after: string): Promise<string[]> {
  const { programme, day } = await termsNow(tx);
  if (programme.tiers.length === 0) return [];
  const judged = await store.judgedTo(tx);
  const since = new Date((judged?.getTime() ?? OVERLAP_MS) - OVERLAP_MS);
  const page = { after, limit: CHUNK };
  const earners = await earnersSince(tx, pointsAsset(programme.programmeId), { since, ...page });
  const due = await store.dueForReview(tx, day, page);
  return [...new Set([...earners, ...due])].toSorted().slice(0, CHUNK);
}
