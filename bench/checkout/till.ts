import { priceHeads, PriceBook, pricesSince, type PricedProduct } from '@shuke/catalog';
import { activeTemplates, promotionOf } from '@shuke/coupon';
import { inRead, systemCtx, type Services, type Tx } from '@shuke/db';
import { DAY_MS, instantToWallMs, MINUTE_MS, must } from '@shuke/kernel';
import { currentProgramme, pointsPromotion } from '@shuke/loyalty';
import { compileRules, price, STRANGER, type Cart, type Priced, type Promotion, type RuleSet } from '@shuke/pricing';
import { ruleSetHeads, rulesOf } from '@shuke/promotion';
import { CURRENCY, TIME_ZONE } from './shop.ts';

/** A purchase as a till knows it before it asks the server. */
export interface Purchase {
  readonly source: 'counter' | 'delivery';
  readonly deliveryFeeMinor: number;
  readonly lines: readonly { readonly product: PricedProduct; readonly quantity: number }[];
  readonly customerId: string | null;
  /** At most so many points; whoever spends has more. */
  readonly spendPoints: number;
  /** Of the coupon that is shown, or null. */
  readonly templateId: string | null;
}

/** What prices the carts of one merchant outside the server, so that tills know what is due before the clock starts. */
export interface Till {
  readonly products: readonly PricedProduct[];
  /** The rules with the terms of a template, or of none. */
  ruleSet(templateId: string | null): RuleSet;
}

/** Reads what the server prices by, through the same queries. */
export async function openTill(services: Services, merchantId: string, skus: readonly string[]): Promise<Till> {
  const { prices, promotions, templates } = await inRead(systemCtx(services, merchantId), readRules);
  const ruleSets = new Map<string | null, RuleSet>();
  for (const template of [null, ...templates]) {
    const terms = template === null ? [] : [promotionOf({ ...template, terms: template })];
    const compiled = compileRules({ currency: CURRENCY, promotions: [...promotions, ...terms] });
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.refusal));
    ruleSets.set(template?.templateId ?? null, compiled.value);
  }
  return {
    products: skus.map((sku) => must(prices.find(sku, merchantId), 'each product has a price')),
    ruleSet: (templateId) => must(ruleSets.get(templateId), 'each template has its rules'),
  };
}

async function readRules(tx: Tx) {
  const { merchantId } = tx;
  const heads = await ruleSetHeads(tx, [merchantId]);
  const ruleSetNo = must(heads.get(merchantId), 'each merchant has a head');
  const rules = await rulesOf(tx, { merchantId, ruleSetNo, currency: CURRENCY });
  const prices = new PriceBook();
  if (((await priceHeads(tx, [merchantId])).get(merchantId) ?? 0) > 0)
    prices.apply(await pricesSince(tx, merchantId, 0));
  const points = pointsPromotion(await currentProgramme(tx));
  const promotions: Promotion[] = [...rules.promotions, ...(points ? [points] : [])];
  return { prices, promotions, templates: await activeTemplates(tx) };
}

const COUPON_ID = 'the coupon';

/** What the server will come to for this purchase, now and for as long as no window of time opens or closes. */
export function priceOf(till: Till, purchase: Purchase, now: Date): Priced {
  const { customerId, templateId, spendPoints } = purchase;
  const guest = {
    ...STRANGER,
    customerId,
    member: customerId !== null,
    coupons: templateId === null ? [] : [{ couponId: COUPON_ID, promotionId: templateId }],
    points: { balance: spendPoints, spendAtMost: spendPoints },
  };
  const priced = price(till.ruleSet(templateId), cartOf(purchase, now), guest);
  if (!priced.ok) throw new Error(`a cart of the benchmark was refused: ${JSON.stringify(priced.refusal)}`);
  return priced.value;
}

/** Whether the best price takes the coupon that is shown. */
export const takesCoupon = ({ applied }: Priced): boolean => applied.some(({ couponIds }) => couponIds.length > 0);

function cartOf({ source, deliveryFeeMinor, lines }: Purchase, now: Date): Cart {
  const wallMs = instantToWallMs(now.getTime(), TIME_ZONE);
  return {
    currency: CURRENCY,
    storeId: '',
    source,
    instantMs: now.getTime(),
    weekday: new Date(wallMs).getUTCDay() || 7,
    minuteOfDay: Math.floor((wallMs % DAY_MS) / MINUTE_MS),
    deliveryFeeMinor,
    lines: lines.map(({ product: { sku, category, unitPriceMinor }, quantity }, i) => {
      return { lineId: String(i + 1), sku, category, unitPriceMinor, quantityMilli: quantity * 1000 };
    }),
  };
}
