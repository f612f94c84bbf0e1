import type { TagDimension } from '@shuke/contract';
import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { must, newId, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { holdCustomers } from '../hold-customers.ts';
import { circleOf } from '../link/circles.ts';
import type { RetractRefusal } from './errors.ts';
import { learn } from './learn.ts';
import { familyOf, type Evidence } from './tag.ts';
import { readTags } from './tag-store.ts';

export interface RetractTag {
  readonly customerId: string;
  readonly dimension: TagDimension;
  readonly value: string;
}

type Answer<T, R extends Refusal> = Promise<Result<T, R | Refusal<'idempotency_key_reused'>>>;

/** Takes a tag of a person back: what spoke for it up to now counts no more. `restoreTag` undoes it. */
export function retractTag(ctx: Ctx, named: RetractTag): Answer<{ retractionId: string }, RetractRefusal> {
  return inTx<{ retractionId: string }, RetractRefusal>(ctx, {}, async (tx) => {
    const circle = await heldCircle(tx, named.customerId);
    const family = familyOf(named.dimension);
    const tags = await readTags(tx, circle);
    if (!tags.some((tag) => tag.family === family && tag.value === named.value)) return refuse('tag_not_found');
    const rows = circle.map((customerId) => retractionOf(tx, { ...named, customerId }, ctx.actor.id));
    await learn(tx, rows);
    const retractionId = must(rows[0], 'a circle has one at least').evidenceId;
    const payload = { customerId: named.customerId, evidenceId: retractionId };
    await appendEvents(tx, [{ type: 'tag.retracted', payload }]);
    return ok({ retractionId });
  });
}

/** All customers of the person, held, the one that was named first. */
export async function heldCircle(tx: Tx, customerId: string): Promise<readonly string[]> {
  const circle = (await circleOf(tx, [customerId])).get(customerId) ?? [customerId];
  await holdCustomers(tx, circle);
  return circle;
}

const retractionOf = (tx: Tx, { customerId, dimension, value }: RetractTag, staffId: string): Evidence => ({
  evidenceId: newId(),
  customerId,
  kind: 'retracted',
  dimension,
  value,
  likes: false,
  intensity: 2,
  allergy: false,
  weightMilli: 0,
  source: 'staff',
  parents: [],
  orderId: null,
  lineNo: null,
  noteId: null,
  staffId,
  cancels: null,
  happenedAt: tx.now,
});
