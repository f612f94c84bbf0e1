import { appendEvents, inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { RetractRefusal } from './errors.ts';
import { cancellationOf } from './learn-from-orders.ts';
import { learn } from './learn.ts';
import { heldCircle } from './retract-tag.ts';
import { readEvidence } from './tag-store.ts';

export interface RestoreTag {
  readonly customerId: string;
  readonly retractionId: string;
}

/** Undoes a retraction: all that spoke for the tag counts again. A retraction is undone once. */
export function restoreTag(
  ctx: Ctx,
  { customerId, retractionId }: RestoreTag,
): Promise<Result<{ retractionId: string }, RetractRefusal | Refusal<'idempotency_key_reused'>>> {
  return inTx<{ retractionId: string }, RetractRefusal>(ctx, {}, async (tx) => {
    const evidence = await readEvidence(tx, await heldCircle(tx, customerId));
    const named = evidence.find(({ evidenceId, kind }) => evidenceId === retractionId && kind === 'retracted');
    if (!named || evidence.some(({ cancels }) => cancels === retractionId)) return refuse('tag_not_found');
    // A person's customers were all retracted at once, each by a row of its own.
    const same = evidence.filter(
      (row) =>
        row.kind === 'retracted' &&
        row.dimension === named.dimension &&
        row.value === named.value &&
        row.happenedAt.getTime() === named.happenedAt.getTime(),
    );
    await learn(
      tx,
      same.map((row) => ({ ...cancellationOf(row, tx.now), staffId: ctx.actor.id })),
    );
    await appendEvents(tx, [{ type: 'tag.restored', payload: { customerId, evidenceId: retractionId } }]);
    return ok({ retractionId });
  });
}
