import { inTx, rowsChanged, type Ctx } from '@shuke/db';
import { ok } from '@shuke/kernel';
import { holdCustomers } from '../hold-customers.ts';
import { refold } from './learn.ts';
import { peopleWithEvidence } from './tag-store.ts';

const PAGE = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Works out every tag of a merchant again from all evidence; answers how many were not as they should be, mostly none. */
export async function recomputeTags(ctx: Ctx, stopping?: AbortSignal): Promise<number> {
  let changed = 0;
  for (let after: string | null = BEFORE_ALL; after !== null && stopping?.aborted !== true;) {
    const page: { changed: number; next: string | null } = await recomputePage(ctx, after);
    changed += page.changed;
    after = page.next;
  }
  return changed;
}

async function recomputePage(ctx: Ctx, after: string): Promise<{ changed: number; next: string | null }> {
  const page = await inTx(ctx, {}, async (tx) => {
    const people = (await peopleWithEvidence(tx, after, PAGE)).map(({ customerId }) => customerId);
    if (people.length === 0) return ok({ changed: 0, next: null });
    await holdCustomers(tx, people);
    const changed = await refold(tx, people);
    if (changed > 0) await rowsChanged(tx, 'pub_customer_tag', people);
    return ok({ changed, next: people.at(-1) ?? null });
  });
  return page.ok ? page.value : { changed: 0, next: null };
}
