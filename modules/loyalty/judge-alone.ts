import type { Tx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import { earnedWithin } from '@shuke/ledger';
import { ADJUSTED } from './adjust-points.ts';
import { addMonths, startOf } from './calendar.ts';
import { pointsAsset } from './programme.ts';
import type { TermsNow } from './terms-now.ts';
import * as store from './tier-store.ts';
import { judgeTier, tierOf, windowsOf, type EarnedWithin, type Judgement } from './tier.ts';

/**
 * Judges customers whose rows are locked by what they earned alone, merged or not, so that un-merging has nothing to put back.
 * Answers those whose standing moved.
 */
export async function judgeAlone(
  tx: Tx,
  terms: TermsNow,
  members: readonly store.MemberStanding[],
): Promise<store.MemberStanding[]> {
  // Read after the lock: what was earned before another evaluation let go is seen.
  const earnedOf = await readEarned(
    tx,
    terms,
    members.map(({ customerId }) => customerId),
  );
  const judged = members.flatMap((member) => {
    const facts = { standing: member, earned: earnedOf(member.customerId), day: terms.day };
    const judgement = judgeTier(terms.programme, facts);
    return judgement ? [{ member, earned: facts.earned, judgement }] : [];
  });
  if (judged.length === 0) return [];
  const rows = judged.map(({ member: { customerId }, judgement }) => ({ ...judgement.standing, customerId }));
  await store.writeStandings(tx, rows);
  const changes = judged.flatMap((one) => changeOf(terms, one));
  if (changes.length > 0) await store.insertTierChanges(tx, changes);
  return rows;
}

interface Judged {
  readonly member: store.MemberStanding;
  readonly earned: EarnedWithin;
  readonly judgement: Judgement;
}

function changeOf(
  { programme, day }: TermsNow,
  { member, earned, judgement: { change } }: Judged,
): store.TierChangeRow[] {
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
