import type { RegularCardView } from '@shuke/contract';
import { knownCustomers } from '@shuke/customer';
import { inRead, type Ctx } from '@shuke/db';
import { must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { readStores } from '../sales-store.ts';
import { regularCards } from './regular-cards.ts';

type CardRefusal = Refusal<'customer_not_found' | 'not_found' | 'forbidden'>;

/** What a till in a store shows of one regular. Staff of one store ask for it in their own. */
export async function getRegularCard(
  ctx: Ctx,
  { customerId, storeId }: { customerId: string; storeId: string },
): Promise<Result<RegularCardView, CardRefusal>> {
  const own = ctx.actor.storeId;
  if (own !== null && own !== storeId) return refuse('forbidden', { needs: 'the store' });
  return inRead(ctx, async (tx) => {
    const [stores, known] = await Promise.all([
      readStores(tx),
      knownCustomers(tx, [{ merchantId: tx.merchantId, customerId }]),
    ]);
    if (!stores.some((store) => store.store_id === storeId)) return refuse('not_found', { field: 'storeId' });
    if (!known.has(customerId)) return refuse('customer_not_found', { customerId });
    const card = (await regularCards(ctx, tx, [customerId])).get(customerId);
    return ok(must(card, 'a card is answered for each'));
  });
}
