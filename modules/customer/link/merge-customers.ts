import type { LinkView, MergeReason } from '@shuke/contract';
import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { Fault, must, newId, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { appendAudit } from '@shuke/merchant';
import { circleOf, personsOf } from './circles.ts';
import { MOST_IN_CIRCLE, type Link } from './link.ts';
import { holdCustomers } from '../hold-customers.ts';
import * as store from './link-store.ts';
import { linkView } from './link-view.ts';

export interface MergeCustomers {
  readonly key: string;
  readonly fromCustomerId: string;
  /** For whom the other stands from now on; may itself stand for somebody. */
  readonly intoCustomerId: string;
  readonly because: MergeReason;
}

/** In the order in which they are looked for. */
export type MergeRefusal = Refusal<
  'customer_not_found' | 'customer_merged_already' | 'customer_same_person' | 'circle_too_large'
>;
type KeyReused = Refusal<'idempotency_key_reused'>;

/**
 * Takes two customers for one person. It adds a link with its date and touches nothing else, so that orders, balances and
 * coupons keep their customer, and un-merging needs to put nothing back.
 */
export function mergeCustomers(ctx: Ctx, command: MergeCustomers): Promise<Result<LinkView, MergeRefusal | KeyReused>> {
  return inTx<LinkView, MergeRefusal>(ctx, { key: command.key, input: command }, async (tx) => {
    const linked = await linkCustomers(tx, command);
    return linked.ok ? ok(linkView(linked.value)) : linked;
  });
}

/** The step of it, for whoever finds out in a larger transaction that two are one. */
export async function linkCustomers(tx: Tx, command: Omit<MergeCustomers, 'key'>): Promise<Result<Link, MergeRefusal>> {
  const { fromCustomerId, intoCustomerId, because } = command;
  const ends = await lockEnds(tx, command);
  const missing = [fromCustomerId, intoCustomerId].find((id) => !ends.known.has(id));
  if (missing !== undefined) return refuse('customer_not_found', { customerId: missing });
  const [from, into] = [
    must(ends.persons.get(fromCustomerId), 'asked'),
    must(ends.persons.get(intoCustomerId), 'asked'),
  ];
  if (from === into) return refuse('customer_same_person', { personId: into });
  if (from !== fromCustomerId) return refuse('customer_merged_already', { personId: from });
  const circles = await circleOf(tx, [from, into]);
  const size = circles.get(from)!.length + circles.get(into)!.length;
  if (size > MOST_IN_CIRCLE) return refuse('circle_too_large', { size, most: MOST_IN_CIRCLE });
  const link = { linkId: newId(), fromCustomerId, intoCustomerId, because, linkedAt: tx.now, linkedBy: tx.actor.id };
  await store.insertLink(tx, { ...link, unlinkedAt: null, unlinkedBy: null });
  await appendEvents(tx, [
    { type: 'customer.merged', payload: { linkId: link.linkId, fromCustomerId, intoCustomerId } },
  ]);
  await appendAudit(tx, {
    action: 'customer.merged',
    subject: fromCustomerId,
    detail: { linkId: link.linkId, intoCustomerId, because },
  });
  return ok({ ...link, unlinkedAt: null, unlinkedBy: null });
}

interface Ends {
  readonly known: ReadonlySet<string>;
  readonly persons: ReadonlyMap<string, string>;
}

const TRIES = 5;

/**
 * Locks both customers and the persons for whom they stand. Only a person, who stands for nobody, is given a link, and only
 * under that lock: two merges that together would close a ring lock the same two persons, and the second sees the first's
 * link. The persons are found before they are locked, so they are looked for again, until they stay.
 */
async function lockEnds(tx: Tx, { fromCustomerId, intoCustomerId }: Omit<MergeCustomers, 'key'>): Promise<Ends> {
  const asked = [fromCustomerId, intoCustomerId];
  let persons = await personsOf(tx, asked);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const locked = new Set([...asked, ...persons.values()]);
    const known = await holdCustomers(tx, [...locked]);
    persons = await personsOf(tx, asked);
    if ([...persons.values()].every((id) => locked.has(id))) return { known, persons };
  }
  throw new Fault('the links of these customers keep changing');
}
