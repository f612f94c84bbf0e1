import { must } from '@shuke/kernel';
import {
  compileRules,
  price,
  STRANGER,
  type Cart,
  type Guest,
  type Priced,
  type Promotion,
  type RuleSet,
} from '../index.ts';
import type { Case } from './random-cases.ts';

type Draft = Pick<Promotion, 'promotionId' | 'benefit'> & Partial<Promotion>;

/** Promotions that run by themselves, one after the other, unless told otherwise. */
export function rulesOf(...drafts: readonly Draft[]): Case['rules'] {
  const promotions = drafts.map((draft): Promotion => ({ version: 1, trigger: 'automatic', priority: 0, ...draft }));
  return { currency: 'CNY', promotions };
}

/** A cart from lines as a till would print them: `latte 22.00 x2`; the SKU is the category's last part too. */
export function cartOf(...lines: readonly string[]): Cart {
  return {
    currency: 'CNY',
    storeId: 's1',
    source: 'counter',
    instantMs: 1_790_000_000_000,
    weekday: 3,
    minuteOfDay: 600,
    deliveryFeeMinor: 0,
    lines: lines.map((text, i) => {
      const [, category, price, quantity = '1'] = must(/^(\S+) ([\d.]+)(?: x([\d.]+))?$/.exec(text), text);
      const sku = must(category, text).split('/').at(-1)!;
      const unitPriceMinor = Math.round(Number(price) * 100);
      const quantityMilli = Math.round(Number(quantity) * 1000);
      return { lineId: `l${i}`, sku, category: category!, unitPriceMinor, quantityMilli };
    }),
  };
}

/** A guest with one coupon of each of these promotions. */
export function guestWith(...promotionIds: readonly string[]): Guest {
  const coupons = promotionIds.map((promotionId, i) => ({ couponId: `c${i}`, promotionId }));
  return { ...STRANGER, customerId: 'guest', coupons };
}

export function ruleSetOf(rules: Case['rules']): RuleSet {
  const compiled = compileRules(rules);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.refusal));
  return compiled.value;
}

export function priceCase({ rules, cart, guest }: Case): Priced {
  const priced = price(ruleSetOf(rules), cart, guest);
  if (!priced.ok) throw new Error(JSON.stringify(priced.refusal));
  return priced.value;
}

/** What is payable, and by which promotions: `{ payable: '25.00', applied: 'bogo x2' }`. */
export function answerTo(one: Partial<Case> & Pick<Case, 'rules' | 'cart'>): { payable: string; applied: string } {
  const priced = priceCase({ guest: STRANGER, ...one });
  const applied = priced.applied.map(({ promotionId, times }) =>
    times === 1 ? promotionId : `${promotionId} x${times}`,
  );
  return { payable: (priced.payableMinor / 100).toFixed(2), applied: applied.join(', ') };
}
