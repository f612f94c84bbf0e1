import { appendEvents, type Tx } from '@shuke/db';
import { holdCustomers } from '../hold-customers.ts';
import { climb, type StageChange, type StageFact } from './ladder.ts';
import * as store from './stage-store.ts';

/**
 * Brings customers up the ladder by what they did, and never down; each step is kept with its date and reason and is an
 * event. Set-based; ids of nobody are left out. Their rows of `customer` are locked in key order, so that two transactions
 * that bring one customer up do so one after the other. Answers the steps that were taken.
 */
export async function advance(tx: Tx, facts: readonly StageFact[]): Promise<StageChange[]> {
  if (facts.length === 0) return [];
  const known = await holdCustomers(tx, [...new Set(facts.map((fact) => fact.customerId))]);
  const standing = new Map((await store.readStages(tx, [...known])).map((row) => [row.customer_id, row.stage]));
  const changes = climb(
    standing,
    facts.filter((fact) => known.has(fact.customerId)),
  );
  await writeChanges(tx, changes);
  return changes;
}

/** A paid membership that is over. */
export interface EndedMembership {
  readonly customerId: string;
  readonly at: Date;
}

/** Brings paid members back to members, the one step down that there is. Who is none is left alone. */
export async function endPaidMemberships(tx: Tx, ended: readonly EndedMembership[]): Promise<StageChange[]> {
  if (ended.length === 0) return [];
  const known = await holdCustomers(tx, [...new Set(ended.map((one) => one.customerId))]);
  const paid = new Set(
    (await store.readStages(tx, [...known])).flatMap((row) => (row.stage === 'paid_member' ? [row.customer_id] : [])),
  );
  const changes = ended.flatMap(({ customerId, at }): StageChange[] =>
    paid.delete(customerId)
      ? [{ customerId, from: 'paid_member', to: 'member', because: 'membership_ended', at, touchpointId: null }]
      : [],
  );
  await writeChanges(tx, changes);
  return changes;
}

async function writeChanges(tx: Tx, changes: readonly StageChange[]): Promise<void> {
  if (changes.length === 0) return;
  const last = new Map(changes.map((change) => [change.customerId, change]));
  await store.writeStages(
    tx,
    [...last.values()].map(({ customerId, to, at }) => ({ customer_id: customerId, stage: to, since: at })),
  );
  await store.insertChanges(tx, changes);
  await appendEvents(
    tx,
    changes.map(({ customerId, to, because, touchpointId }) => ({
      type: 'customer.advanced',
      payload: { customerId, stage: to, because, touchpointId },
    })),
  );
}
