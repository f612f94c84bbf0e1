import type { RegularCardView } from '@shuke/contract';
import { knownCustomers } from '@shuke/customer';
import { inRead, type Ctx } from '@shuke/db';
import { must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { readStore } from '@shuke/merchant';
import { regularCards } from './regular-cards.ts';

type CardRefusal = Refusal<'customer_not_found' | 'not_found' | 'forbidden'>;

/** What a till in a store shows of one regular. Staff of one store ask for it in their own. */
export async function getRegularCard(
  ctx: Ctx,
  { customerId, storeId }: { customerId: string; storeId: string },
): Promise<Result<RegularCardView, CardRefusal>> {
  const own = ctx.actor.storeId;
  if (own !== null && own !== storeId) return refuse('forbidden', { needs: 'the store' });
  return inRead(
    ctx,
    async (tx) => {
      const [store, known, cards] = await Promise.all([
        readStore(tx, storeId),
        knownCustomers(tx, [{ merchantId: tx.merchantId, customerId }]),
        regularCards(ctx, tx, [customerId]),
      ]);
      if (!store) return refuse('not_found', { field: 'storeId' });
      if (!known.has(customerId)) return refuse('customer_not_found', { customerId });
      return ok(must(cards.get(customerId), 'a card is answered for each'));
    },
    'reused',
  );
}
