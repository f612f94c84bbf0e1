import { inTx, type Ctx, type Tx } from '@shuke/db';
import { assert, HOUR_MS, must, ok } from '@shuke/kernel';
import { earnersSince } from '@shuke/ledger';
import { evaluateTiers, MOST_AT_ONCE } from './evaluate-tiers.ts';
import { pointsAsset } from './programme.ts';
import { termsNow } from './terms-now.ts';
import * as store from './tier-store.ts';

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
      if (customerIds.length < MOST_AT_ONCE) await store.setJudgedTo(tx, begun);
      return ok({ customerIds, changes: changes.length });
    });
    assert(chunk.ok, 'a job without a key is not refused');
    changed += chunk.value.changes;
    if (chunk.value.customerIds.length < MOST_AT_ONCE) return changed;
    after = must(chunk.value.customerIds.at(-1), 'a full chunk has a last one');
  }
}

async function nextDue(tx: Tx, after: string): Promise<string[]> {
  const { programme, day } = await termsNow(tx);
  if (programme.tiers.length === 0) return [];
  const judged = await store.judgedTo(tx);
  const since = new Date((judged?.getTime() ?? OVERLAP_MS) - OVERLAP_MS);
  const page = { after, limit: MOST_AT_ONCE };
  const earners = await earnersSince(tx, pointsAsset(programme.programmeId), { since, ...page });
  const due = await store.dueForReview(tx, day, page);
  return [...new Set([...earners, ...due])].toSorted().slice(0, MOST_AT_ONCE);
}
