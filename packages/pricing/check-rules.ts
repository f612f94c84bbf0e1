import { isCurrency, refuse, type Refusal, type Refused } from '@shuke/kernel';
import { MAX_AMOUNT_MINOR, MAX_LISTED, MAX_PROMOTIONS, MAX_TIMES } from './limits.ts';
import type { Benefit, Conditions, Promotion, Rules, Selector } from './promotion.ts';

export type RulesRefusal = Refusal<
  'pricing_currency_unknown' | 'promotions_too_many' | 'promotion_duplicate' | 'promotion_invalid'
>;

// Rules are stored as JSON, so one of another version of this program may come back.
const BENEFITS: ReadonlySet<string> = new Set<Benefit['kind']>([
  'unit_price',
  'buy_get',
  'nth_item',
  'bundle',
  'exchange',
  'cash',
  'percent',
  'threshold',
  'steps',
  'delivery',
  'points',
]);

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** Whether money of this code exists, by ISO 4217. */
export const isKnownCurrency = (currency: string): boolean => isCurrency(currency) && CURRENCIES.has(currency);

/** The first thing that is wrong with a set of rules, or null. */
export function rulesFault({ currency, promotions }: Rules): Refused<RulesRefusal> | null {
  if (!isKnownCurrency(currency)) return refuse('pricing_currency_unknown', { currency });
  if (promotions.length > MAX_PROMOTIONS) return refuse('promotions_too_many', { atMost: MAX_PROMOTIONS });
  const seen = new Set<string>();
  for (const promotion of promotions) {
    const { promotionId } = promotion;
    if (seen.has(promotionId)) return refuse('promotion_duplicate', { promotionId });
    seen.add(promotionId);
    const field = faultyField(promotion);
    if (field) return refuse('promotion_invalid', { promotionId, field });
  }
  return null;
}

const isCount = (n: number, least = 1, most = MAX_AMOUNT_MINOR): boolean =>
  Number.isSafeInteger(n) && n >= least && n <= most;
const isAmount = (n: number | undefined): boolean => n === undefined || isCount(n, 0);
const isPositive = (n: number | undefined): boolean => n === undefined || isCount(n);
const isBps = (n: number | undefined): boolean => n === undefined || isCount(n, 1, 10_000);

type Checks = readonly (readonly [field: string, sound: boolean])[];

const firstFault = (checks: Checks): string | null => checks.find(([, sound]) => !sound)?.[0] ?? null;

function faultyField(promotion: Promotion): string | null {
  const { conditions = {}, caps = {}, benefit } = promotion;
  const scoped = promotion.scope !== undefined;
  const checks: Checks = [
    ['promotionId', promotion.promotionId.length > 0],
    ['version', isCount(promotion.version)],
    ['trigger', promotion.trigger === 'automatic' || promotion.trigger === 'coupon'],
    ['benefit.kind', BENEFITS.has(benefit.kind)],
    ['benefit.level', !('level' in benefit) || benefit.level === 'line' || benefit.level === 'order'],
    ['priority', Number.isSafeInteger(promotion.priority)],
    ['excludes', (promotion.excludes ?? []).length <= MAX_LISTED],
    ['caps.perOrder', caps.perOrder === undefined || isCount(caps.perOrder, 1, MAX_TIMES)],
    ['caps.perCustomer', isPositive(caps.perCustomer)],
    ['caps.perPeriod', isPositive(caps.perPeriod)],
    ['scope', selectorSound(promotion.scope) && !(scoped && benefit.kind === 'bundle')],
    ['scope', !(scoped && (benefit.kind === 'delivery' || benefit.kind === 'points'))],
  ];
  return firstFault(checks) ?? firstFault(conditionChecks(conditions)) ?? firstFault(benefitChecks(benefit));
}

function selectorSound(selector: Selector | undefined): boolean {
  const { skus = [], categories = [], exceptSkus = [], exceptCategories = [] } = selector ?? {};
  return [skus, categories, exceptSkus, exceptCategories].every((list) => list.length <= MAX_LISTED);
}

function conditionChecks(conditions: Conditions): Checks {
  const { stores, sources, customers, tiers, tags, cards, weekdays = [], windows = [] } = conditions;
  const lists = [stores, sources, customers, tiers, tags, cards];
  const isMoment = (ms: number | undefined): boolean => ms === undefined || Number.isSafeInteger(ms);
  const isMinute = (minute: number): boolean => isCount(minute, 0, 1440);
  return [
    ['conditions', lists.every((list) => list === undefined || list.length <= MAX_LISTED)],
    ['conditions.startsAtMs', isMoment(conditions.startsAtMs)],
    ['conditions.endsAtMs', isMoment(conditions.endsAtMs)],
    ['conditions.weekdays', weekdays.every((day) => isCount(day, 1, 7))],
    ['conditions.windows', windows.every(({ fromMinute, toMinute }) => isMinute(fromMinute) && isMinute(toMinute))],
    ['conditions.minQuantity', isPositive(conditions.minQuantity)],
    ['conditions.minAmountMinor', isAmount(conditions.minAmountMinor)],
    ['conditions.of', selectorSound(conditions.of)],
  ];
}

function benefitChecks(benefit: Benefit): Checks {
  switch (benefit.kind) {
    case 'unit_price': {
      const { to } = benefit;
      if ('offBps' in to) return [['benefit.to.offBps', isBps(to.offBps)]];
      if ('priceMinor' in to) return [['benefit.to.priceMinor', isCount(to.priceMinor, 0)]];
      return [['benefit.to.prices', Object.values(to.prices).every((price) => isCount(price, 0))]];
    }
    case 'buy_get':
      return [
        ['benefit.buy', isCount(benefit.buy, 1, 1000)],
        ['benefit.get', isCount(benefit.get, 1, 1000)],
        ['benefit.offBps', isBps(benefit.offBps)],
        ['benefit.getScope', selectorSound(benefit.getScope)],
      ];
    case 'nth_item':
      return [
        ['benefit.nth', isCount(benefit.nth, 2, 1000)],
        ['benefit.offBps', isBps(benefit.offBps)],
      ];
    case 'bundle':
      return [
        ['benefit.parts', isCount(benefit.parts.length, 1, 20)],
        ['benefit.parts', benefit.parts.every((part) => selectorSound(part.scope) && isCount(part.quantity, 1, 1000))],
        ['benefit.priceMinor', isCount(benefit.priceMinor, 0)],
      ];
    case 'exchange':
      return [
        ['benefit.priceMinor', isCount(benefit.priceMinor, 0)],
        ['benefit.capMinor', isPositive(benefit.capMinor)],
      ];
    default:
      return amountChecks(benefit);
  }
}

type AmountBenefit = Extract<Benefit, { kind: 'cash' | 'percent' | 'threshold' | 'steps' | 'delivery' | 'points' }>;

function amountChecks(benefit: AmountBenefit): Checks {
  switch (benefit.kind) {
    case 'cash':
      return [['benefit.amountMinor', isCount(benefit.amountMinor)]];
    case 'percent':
    case 'delivery':
      return [
        ['benefit.offBps', isBps(benefit.offBps)],
        ['benefit.capMinor', isPositive(benefit.capMinor)],
      ];
    case 'threshold':
      return [
        ['benefit.everyMinor', isCount(benefit.everyMinor)],
        ['benefit.offMinor', isCount(benefit.offMinor)],
        ['benefit.times', isPositive(benefit.times)],
      ];
    case 'steps':
      return [['benefit.steps', stepsSound(benefit.steps)]];
    case 'points':
      return [
        ['benefit.pointsPerStep', isCount(benefit.pointsPerStep)],
        ['benefit.stepMinor', isCount(benefit.stepMinor)],
        ['benefit.capMinor', isPositive(benefit.capMinor)],
        ['benefit.maxShareBps', isBps(benefit.maxShareBps)],
      ];
  }
}

// More spent must not give less off: the bounds of the search rest on discounts that never fall with the amount.
function stepsSound(steps: readonly { fromMinor: number; offMinor: number }[]): boolean {
  if (steps.length === 0 || steps.length > 20) return false;
  return steps.every(({ fromMinor, offMinor }, i) => {
    const before = steps[i - 1];
    const rising = !before || (fromMinor > before.fromMinor && offMinor > before.offMinor);
    return rising && isCount(fromMinor, 0) && isCount(offMinor);
  });
}
