import type { Quote } from '@shuke/contract';
import { formatMinor } from '@shuke/kernel';
import type { Suggestion, Unlock } from '@shuke/pricing';
import type { MerchantKnowledge } from './knowledge.ts';

/** The products of these SKUs as a store sells them; what it does not sell is left out. */
export const suggestionsOf = ({ prices }: MerchantKnowledge, storeId: string, skus: readonly string[]): Suggestion[] =>
  [...new Set(skus)].flatMap((sku) => {
    const product = prices.find(sku, storeId);
    return product ? [{ sku, category: product.category ?? '', unitPriceMinor: product.unitPriceMinor }] : [];
  });

/** What would unlock more, as a till is told it; promotions that nothing unlocks are left out. */
export const unlocksView = (unlocks: readonly Unlock[], currency: string): Quote['unlocks'] =>
  unlocks.flatMap(({ promotionId, additions, dueMinor, extraMinor, isLeast }) =>
    additions === null
      ? []
      : [
          {
            promotionId,
            additions: additions.map(({ sku, quantity }) => ({ sku, quantity })),
            due: formatMinor(dueMinor, currency),
            extra: formatMinor(extraMinor, currency),
            isLeast,
          },
        ],
  );
