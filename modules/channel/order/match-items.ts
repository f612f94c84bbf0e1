import type { ItemLink, UnmatchedItems } from '@shuke/contract';
import { ensureProducts, listProducts } from '@shuke/catalog';
import { inRead, inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { linkItem, unmatchedItems } from './item-store.ts';
import { likeness } from './likeness.ts';

const MOST = 100;
/** Below this a suggestion is more often wrong than right. */
const LEAST_LIKENESS = 40;
/** A catalogue beyond this is looked through by its first products only; a person can still link to any. */
const MOST_PRODUCTS = 5000;
const AT_ONCE = 200;

type Unmatched = UnmatchedItems['items'][number];

/** What platforms sold that nobody has said which product it is, the latest first, each with the product most like it. */
export async function listUnmatched(ctx: Ctx): Promise<UnmatchedItems> {
  const items = await inRead(ctx, (tx) => unmatchedItems(tx, MOST));
  const products = items.length === 0 ? [] : await allProducts(ctx);
  return {
    items: items.map(({ lastSeenAt, ...item }) => ({
      ...item,
      lastSeenAt: lastSeenAt.toISOString(),
      suggestion: suggestionFor(item.name, products),
    })),
  };
}

interface Named {
  readonly sku: string;
  readonly name: string;
}

/** Products that were made for a platform's items are no answer to what those are. */
const MADE_HERE = /^(eleme|meituan|meituan_group|douyin|channel):/;

async function allProducts(ctx: Ctx): Promise<Named[]> {
  const all: Named[] = [];
  for (let after: string | undefined; all.length < MOST_PRODUCTS;) {
    const page = await listProducts(ctx, { after, limit: AT_ONCE });
    all.push(...page.items.filter(({ sku }) => !MADE_HERE.test(sku)));
    if (page.next === null) return all;
    after = page.next;
  }
  return all;
}

function suggestionFor(name: string, products: readonly Named[]): Unmatched['suggestion'] {
  let best: Unmatched['suggestion'] = null;
  for (const product of products) {
    const alike = likeness(name, product.name);
    if (alike >= LEAST_LIKENESS && alike > (best?.likeness ?? 0)) {
      best = { sku: product.sku, name: product.name, likeness: alike };
    }
  }
  return best;
}

type LinkRefusal = Refusal<'unknown_sku' | 'channel_item_not_found'>;

/** Says which product a platform's item is, for orders from now on; what was sold before keeps the product that was made for it. */
export async function linkItemTo(ctx: Ctx, { channel, itemRef, sku }: ItemLink): Promise<Result<null, LinkRefusal>> {
  const linked = await inTx(ctx, {}, async (tx): Promise<Result<null, LinkRefusal>> => {
    const [product] = await ensureProducts(tx, [{ sku }]);
    if (!product?.ok) return refuse('unknown_sku', { sku });
    const count = await linkItem(tx, { channel, itemRef, productId: product.value.productId });
    return count === 1 ? ok(null) : refuse('channel_item_not_found', { channel, itemRef });
  });
  return linked as Result<null, LinkRefusal>;
}
