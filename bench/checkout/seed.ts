import { ensureProducts, setPrices } from '@shuke/catalog';
import { createTemplate, issueMany } from '@shuke/coupon';
import { inTx, systemCtx, type Ctx, type Services } from '@shuke/db';
import { must, newId, ok, seededRandom, type Random, type Refusal, type Result } from '@shuke/kernel';
import { pointsAsset, setProgramme } from '@shuke/loyalty';
import { addApiKey, createMerchant, ensureStores } from '@shuke/merchant';
import { createPromotion, setPromotionStatus } from '@shuke/promotion';
import { CURRENCY, drawProducts, PROGRAMME, promotionsOf, templatesOf, TIME_ZONE } from './shop.ts';
import { shareByStores, SIZES, storesByMerchant, type Chain, type HeldCode } from './town.ts';

// All but the members is made by the commands and set-based steps of the modules themselves.

/** So many coupons are issued at once; more holds them in memory for nothing. */
const CHUNK = 5_000;
/** Merchants that are set up side by side: one waits for the disk while the other computes. */
const AT_ONCE = 4;

export interface Plan {
  readonly name: string;
  readonly stores: number;
  readonly members: number;
  readonly coupons: number;
  readonly seed: number;
}

/** Sets up all merchants, the largest first, with the ids of members that are still to be added. */
export async function seedTown(services: Services): Promise<Chain[]> {
  const stores = storesByMerchant();
  const members = shareByStores(SIZES.members, stores);
  const coupons = shareByStores(SIZES.coupons, stores);
  const plans = stores.map((count, i): Plan => {
    return { name: `chain${i}`, stores: count, members: members[i]!, coupons: coupons[i]!, seed: i + 1 };
  });
  const chains: Chain[] = [];
  const next = plans.entries();
  const work = async (): Promise<void> => {
    for (const [i, plan] of next) chains[i] = await seedChain(services, plan);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return chains;
}

async function seedChain(services: Services, plan: Plan): Promise<Chain> {
  const random = seededRandom(plan.seed);
  const owner = { signInName: `owner@${plan.name}`, displayName: 'Owner' };
  const made = await createMerchant(services, { name: plan.name, currency: CURRENCY, timeZone: TIME_ZONE, owner });
  const ctx = systemCtx(services, valueOf(made).merchantId);
  const { token } = valueOf(await addApiKey(ctx, { name: 'tills', scopes: ['order:write'] }));
  const storeCodes = Array.from({ length: plan.stores }, (_, i) => `S${i + 1}`);
  valueOf(await inTx(ctx, {}, async (tx) => ok(await ensureStores(tx, storeCodes))));
  await stockUp(ctx, random);
  const { programmeId } = valueOf(await setProgramme(ctx, { key: newId(), draft: PROGRAMME }));
  const memberIds = Array.from({ length: plan.members }, () => newId());
  const coupons = await giveCoupons(ctx, { count: plan.coupons, memberIds, random });
  return {
    merchantId: ctx.actor.merchantId,
    token: must(token, 'the first answer shows the token'),
    storeCodes,
    pointsAsset: pointsAsset(programmeId),
    memberIds,
    coupons,
  };
}

/** Products, their prices, and the promotions on them. */
async function stockUp(ctx: Ctx, random: Random): Promise<void> {
  const products = drawProducts(random);
  valueOf(await inTx(ctx, {}, async (tx) => ok(await ensureProducts(tx, products))));
  const rows = products.map(({ sku, priceMinor }) => ({ sku, priceMinor }));
  valueOf(await setPrices(ctx, { key: newId(), rows }));
  for (const { name, terms } of promotionsOf(products, ctx.clock.now())) {
    const draft = { terms, period: 'day' } as const;
    const { promotionId } = valueOf(await createPromotion(ctx, { key: newId(), name, draft }));
    valueOf(await setPromotionStatus(ctx, { key: newId(), promotionId, status: 'live' }));
  }
}

interface Giving {
  readonly count: number;
  readonly memberIds: readonly string[];
  readonly random: Random;
}

/** Coupons of each kind in equal parts. */
async function giveCoupons(ctx: Ctx, { count, memberIds, random }: Giving): Promise<HeldCode[]> {
  const kinds: { templateId: string; forMembers: boolean }[] = [];
  for (const { draft, forMembers } of templatesOf(ctx.clock.now())) {
    kinds.push({ ...valueOf(await createTemplate(ctx, { key: newId(), draft })), forMembers });
  }
  const rows = Array.from({ length: count }, (_, i) => {
    const { templateId, forMembers } = kinds[i % kinds.length]!;
    return { templateId, customerId: forMembers ? random.pick(memberIds) : null };
  });
  const held: HeldCode[] = [];
  for (let from = 0; from < count; from += CHUNK) {
    const issued = await inTx(ctx, {}, async (tx) => ok(await issueMany(tx, rows.slice(from, from + CHUNK))));
    for (const one of valueOf(issued)) {
      const { code, templateId, customerId } = valueOf(one);
      held.push({ code, templateId, customerId });
    }
  }
  return held;
}

function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`the benchmark's data was refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}
