import type { CapPeriod, PromotionBenefit, PromotionConditions, PromotionRule } from '@shuke/contract';
import { formatMinor } from '@shuke/kernel';
import type { Benefit, Conditions, Promotion, Selector, UnitPrice } from '@shuke/pricing';

/** What a rule is written by. */
export interface RulePlace {
  readonly currency: string;
  readonly storeCodes: ReadonlyMap<string, string>;
}

type Money = (minor: number) => string;

/** A rule as the wire says it, which read again is the same rule. */
export function ruleToWire(rule: Promotion, period: CapPeriod, { currency, storeCodes }: RulePlace): PromotionRule {
  const money: Money = (minor) => formatMinor(minor, currency);
  const { conditions, caps, benefit, scope, excludes } = rule;
  return {
    trigger: rule.trigger,
    priority: rule.priority,
    ...defined({ group: rule.group, exclusive: rule.exclusive, declinable: rule.declinable }),
    ...(excludes ? { excludes: [...excludes] } : {}),
    ...(conditions ? { conditions: conditionsOf(conditions, money, storeCodes) } : {}),
    ...(caps ? { caps: { ...defined(caps), period } } : {}),
    ...(scope ? { scope: selectorOf(scope) } : {}),
    benefit: benefitOf(benefit, money),
  };
}

/** The ids of all stores that a rule names. */
export const storeIdsIn = (rule: Promotion): readonly string[] => rule.conditions?.stores ?? [];

// A field that is undefined would be sent as one that is there to whoever counts keys.
const defined = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const selectorOf = (selector: Selector) => ({
  ...(selector.skus ? { skus: [...selector.skus] } : {}),
  ...(selector.categories ? { categories: [...selector.categories] } : {}),
  ...(selector.exceptSkus ? { exceptSkus: [...selector.exceptSkus] } : {}),
  ...(selector.exceptCategories ? { exceptCategories: [...selector.exceptCategories] } : {}),
});

function conditionsOf(
  conditions: Conditions,
  money: Money,
  storeCodes: ReadonlyMap<string, string>,
): PromotionConditions {
  const { startsAtMs, endsAtMs, stores, windows, minAmountMinor, of, ...same } = conditions;
  return {
    ...(structuredClone(defined(same)) as object),
    ...(startsAtMs === undefined ? {} : { startsAt: new Date(startsAtMs).toISOString() }),
    ...(endsAtMs === undefined ? {} : { endsAt: new Date(endsAtMs).toISOString() }),
    // A store that was there when the rule was made is there for good; its id stands in where it is not.
    ...(stores === undefined ? {} : { stores: stores.map((storeId) => storeCodes.get(storeId) ?? storeId) }),
    ...(windows === undefined
      ? {}
      : { windows: windows.map(({ fromMinute, toMinute }) => ({ from: timeOf(fromMinute), to: timeOf(toMinute) })) }),
    ...(minAmountMinor === undefined ? {} : { minAmount: money(minAmountMinor) }),
    ...(of === undefined ? {} : { of: selectorOf(of) }),
  };
}

const twoDigits = (n: number): string => String(n).padStart(2, '0');
const timeOf = (minute: number): string => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;

function benefitOf(benefit: Benefit, money: Money): PromotionBenefit {
  const capOf = (capMinor: number | undefined) => (capMinor === undefined ? {} : { cap: money(capMinor) });
  switch (benefit.kind) {
    case 'unit_price':
      return { kind: benefit.kind, to: unitPriceOf(benefit.to, money) };
    case 'buy_get': {
      const { getScope, ...same } = benefit;
      return { ...same, ...(getScope ? { getScope: selectorOf(getScope) } : {}) };
    }
    case 'nth_item':
      return { ...benefit };
    case 'bundle': {
      const parts = benefit.parts.map(({ scope, quantity }) => ({ scope: selectorOf(scope), quantity }));
      return { kind: benefit.kind, parts, price: money(benefit.priceMinor) };
    }
    case 'exchange':
      return { kind: benefit.kind, price: money(benefit.priceMinor), ...capOf(benefit.capMinor) };
    case 'cash':
      return { kind: benefit.kind, level: benefit.level, amount: money(benefit.amountMinor) };
    case 'percent':
    case 'delivery': {
      const { capMinor, ...same } = benefit;
      return { ...same, ...capOf(capMinor) };
    }
    case 'threshold': {
      const { everyMinor, offMinor, ...same } = benefit;
      return { ...defined(same), every: money(everyMinor), off: money(offMinor) };
    }
    case 'steps': {
      const steps = benefit.steps.map(({ fromMinor, offMinor }) => ({ from: money(fromMinor), off: money(offMinor) }));
      return { kind: benefit.kind, level: benefit.level, steps };
    }
    case 'points': {
      const { stepMinor, capMinor, ...same } = benefit;
      return { ...defined(same), step: money(stepMinor), ...capOf(capMinor) };
    }
  }
}

function unitPriceOf(to: UnitPrice['to'], money: Money): Extract<PromotionBenefit, { kind: 'unit_price' }>['to'] {
  if ('offBps' in to) return { ...to };
  if ('priceMinor' in to) return { price: money(to.priceMinor) };
  // By SKU, for the database does not keep the order in which they were sent.
  const prices = Object.entries(to.prices).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { prices: prices.map(([sku, priceMinor]) => ({ sku, price: money(priceMinor) })) };
}
