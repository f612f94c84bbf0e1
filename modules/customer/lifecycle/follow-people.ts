import { enqueue, type Follower, type Tx } from '@shuke/db';
import { calendarOf } from '../business-day.ts';
import { advance } from './advance.ts';
import { insertEncounters, repeatVisits, type DatedEncounter, type Encounter } from './encounter-store.ts';
import { evaluateActivity, type VisitsOf } from './evaluate-activity.ts';
import type { StageFact } from './ladder.ts';
import { payersAsMembers } from './stage-store.ts';
import { TOLD_BY, whatHappened } from './what-happened.ts';

export const EVALUATE_MERCHANT = 'customer.evaluate_lifecycle';

/** Brings people up the ladder, and says how present they are, by what the other modules tell. */
export const lifecycleFollower = (visitsOf: VisitsOf): Follower => ({
  name: 'customer.lifecycle',
  types: [...TOLD_BY, 'import.posted'],
  async handle(tx, events) {
    const { facts, encounters, buyers, touched } = whatHappened(events);
    const repeats = await keepEncounters(tx, encounters);
    await advance(tx, [...facts, ...repeats, ...(await membersAmong(tx, buyers))]);
    await evaluateActivity(tx, [...new Set(touched)], visitsOf);
    if (events.some(({ type }) => type === 'import.posted')) await enqueueEvaluation(tx);
  },
});

/** Keeps encounters by their business day, and answers who came by for a second time: a visitor. */
async function keepEncounters(tx: Tx, encounters: readonly Encounter[]): Promise<StageFact[]> {
  if (encounters.length === 0) return [];
  const dayOf = await calendarOf(tx);
  const dated = encounters.map((one): DatedEncounter => ({ ...one, day: dayOf(one.at) }));
  await insertEncounters(tx, dated);
  const visits = dated.filter(({ kind }) => kind === 'scan' || kind === 'join');
  return (await repeatVisits(tx, visits)).map(({ nth }) => {
    const { customerId, at, touchpointId } = visits[nth - 1]!;
    return { customerId, to: 'visitor', because: 'repeat_visit', at, touchpointId };
  });
}

/**
 * Paying makes a member where the payer's provider vouches for them, or they have a member number. A phone number or a card
 * that is typed in makes a buyer, whom a consent to membership makes a member.
 */
export async function membersAmong(tx: Tx, buyers: readonly StageFact[]): Promise<StageFact[]> {
  if (buyers.length === 0) return [];
  const payers = await payersAsMembers(tx, [...new Set(buyers.map(({ customerId }) => customerId))]);
  const kinds = new Map(payers.map((row) => [row.customer_id, row.kind]));
  return buyers.flatMap((buyer): StageFact[] => {
    const kind = kinds.get(buyer.customerId);
    if (kind === undefined) return [];
    return [{ ...buyer, to: 'member', because: kind === 'payment_token' ? 'payment_token' : 'member_number' }];
  });
}

const QUIET_MS = 10_000;

// An import tells of batches, not of people: once it has been quiet for some seconds, everybody is looked at.
const enqueueEvaluation = (tx: Tx): Promise<void> =>
  enqueue(tx, {
    name: EVALUATE_MERCHANT,
    payload: { merchantId: tx.merchantId },
    jobKey: `${EVALUATE_MERCHANT}:${tx.merchantId}`,
    runAt: new Date(tx.now.getTime() + QUIET_MS),
  });
