import type { PromotionBenefit, PromotionCaps, PromotionConditions, PromotionRule } from '@shuke/contract';
import { ok, parseMinor, refuse, type Result } from '@shuke/kernel';
import type { Benefit, Conditions, UnitPrice } from '@shuke/pricing';
import type { WireRefusal } from './errors.ts';
import type { RuleDraft } from './promotion.ts';

/** What a rule on the wire is read by. */
export interface WirePlace {
  readonly currency: string;
  readonly storeIds: ReadonlyMap<string, string>;
}

/** Reads single values, and remembers the first that it could not read. */
function reader({ currency, storeIds }: WirePlace) {
  const faults: Extract<Result<never, WireRefusal>, { ok: false }>[] = [];
  const fault = (field: string, problem: string): number =>
    faults.push(refuse('invalid_request', { field: `rule.${field}`, problem }));
  return {
    minor: (field: string, text: string): number =>
      parseMinor(text, currency) ?? fault(field, `is not an amount in ${currency}`),
    instantMs: (field: string, text: string): number => {
      const atMs = Date.parse(text);
      return Number.isNaN(atMs) ? fault(field, 'is not an instant') : atMs;
    },
    storeId: (storeCode: string): string => {
      const storeId = storeIds.get(storeCode);
      if (storeId === undefined) faults.push(refuse('promotion_store_unknown', { storeCode }));
      return storeId ?? '';
    },
    fault,
    result: <T>(value: T): Result<T, WireRefusal> => faults[0] ?? ok(value),
  };
}

type Reader = ReturnType<typeof reader>;

/** A rule as it was sent, in the grammar of the pricing engine: minor units, minutes of the day, milliseconds, store ids. */
export function ruleFromWire(rule: PromotionRule, place: WirePlace): Result<RuleDraft, WireRefusal> {
  const read = reader(place);
  const { conditions, caps, benefit, ...rest } = rule;
  const { period = 'day', ...limits }: PromotionCaps = caps ?? {};
  const terms = {
    ...rest,
    ...(conditions ? { conditions: conditionsOf(read, conditions) } : {}),
    ...(caps ? { caps: limits } : {}),
    benefit: benefitOf(read, benefit),
  };
  return read.result({ terms, period });
}

/** The codes of all stores that a rule names. */
export const storeCodesIn = (rule: PromotionRule): readonly string[] => rule.conditions?.stores ?? [];

function conditionsOf(read: Reader, conditions: PromotionConditions): Conditions {
  const { startsAt, endsAt, stores, windows, minAmount, ...same } = conditions;
  return {
    ...same,
    ...(startsAt === undefined ? {} : { startsAtMs: read.instantMs('conditions.startsAt', startsAt) }),
    ...(endsAt === undefined ? {} : { endsAtMs: read.instantMs('conditions.endsAt', endsAt) }),
    ...(stores === undefined ? {} : { stores: stores.map(read.storeId) }),
    ...(windows === undefined
      ? {}
      : { windows: windows.map(({ from, to }) => ({ fromMinute: minuteOf(from), toMinute: minuteOf(to) })) }),
    ...(minAmount === undefined ? {} : { minAmountMinor: read.minor('conditions.minAmount', minAmount) }),
  };
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

function benefitOf(read: Reader, benefit: PromotionBenefit): Benefit {
  const minor = (field: string, text: string): number => read.minor(`benefit.${field}`, text);
  const capOf = (cap: string | undefined) => (cap === undefined ? {} : { capMinor: minor('cap', cap) });
  switch (benefit.kind) {
    case 'unit_price':
      return { kind: benefit.kind, to: unitPriceOf(read, benefit.to) };
    case 'buy_get':
    case 'nth_item':
      return benefit;
    case 'bundle':
      return { kind: benefit.kind, parts: benefit.parts, priceMinor: minor('price', benefit.price) };
    case 'exchange':
      return { kind: benefit.kind, priceMinor: minor('price', benefit.price), ...capOf(benefit.cap) };
    case 'cash':
      return { kind: benefit.kind, level: benefit.level, amountMinor: minor('amount', benefit.amount) };
    case 'percent':
    case 'delivery': {
      const { cap, ...same } = benefit;
      return { ...same, ...capOf(cap) };
    }
    case 'threshold': {
      const { every, off, ...same } = benefit;
      return { ...same, everyMinor: minor('every', every), offMinor: minor('off', off) };
    }
    case 'steps': {
      const steps = benefit.steps.map(({ from, off }) => ({
        fromMinor: minor('steps.from', from),
        offMinor: minor('steps.off', off),
      }));
      return { kind: benefit.kind, level: benefit.level, steps };
    }
    case 'points': {
      const { step, cap, ...same } = benefit;
      return { ...same, stepMinor: minor('step', step), ...capOf(cap) };
    }
  }
}

type WireUnitPrice = Extract<PromotionBenefit, { kind: 'unit_price' }>['to'];

function unitPriceOf(read: Reader, to: WireUnitPrice): UnitPrice['to'] {
  if ('offBps' in to) return to;
  if ('price' in to) return { priceMinor: read.minor('benefit.to.price', to.price) };
  const skus = new Set(to.prices.map(({ sku }) => sku));
  if (skus.size < to.prices.length) read.fault('benefit.to.prices', 'names a SKU twice');
  const prices = to.prices.map(({ sku, price }): [string, number] => [
    sku,
    read.minor('benefit.to.prices.price', price),
  ]);
  return { prices: Object.fromEntries(prices) };
}
