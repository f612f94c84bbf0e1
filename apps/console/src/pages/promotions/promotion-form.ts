import type { GoodsSelector, NewPromotion, PromotionBenefit, PromotionRule, PromotionView } from '@shuke/contract';
import { withoutEmpty } from '../../parts/without-empty.ts';

export type BenefitKind = PromotionBenefit['kind'];
export type PriceWay = 'price' | 'offBps' | 'prices';

interface BundlePart {
  scope?: GoodsSelector;
  quantity: number;
}

/** What the form holds of a benefit: the fields of all kinds, so that changing the kind and back loses nothing. */
export interface BenefitFields {
  kind: BenefitKind;
  way?: PriceWay;
  to?: { price?: string | null; offBps?: number | null; prices?: { sku: string; price: string }[] };
  parts?: BundlePart[];
  [field: string]: unknown;
}

/** The form of a promotion: as the wire has it, but for the benefit. */
export interface PromotionForm {
  name: string;
  rule: Omit<PromotionRule, 'benefit'> & { benefit: BenefitFields };
}

/** The kinds in the order in which a shop asks for them, each with what it sends. */
export const BENEFIT_FIELDS: Record<BenefitKind, readonly string[]> = {
  percent: ['level', 'offBps', 'cap'],
  cash: ['level', 'amount'],
  threshold: ['level', 'every', 'off', 'times'],
  steps: ['level', 'steps'],
  unit_price: ['to'],
  nth_item: ['nth', 'offBps'],
  buy_get: ['buy', 'get', 'offBps', 'getScope'],
  bundle: ['parts', 'price'],
  exchange: ['price', 'cap'],
  delivery: ['offBps', 'cap'],
  points: ['as', 'pointsPerStep', 'step', 'cap', 'maxShareBps'],
};
export const BENEFIT_KINDS = Object.keys(BENEFIT_FIELDS) as BenefitKind[];

/** What a new promotion begins with: ten per cent off the order, for everybody. */
export const FIRST_PROMOTION: PromotionForm = {
  name: '',
  rule: { trigger: 'automatic', priority: 0, benefit: { kind: 'percent', level: 'order', offBps: 1000 } },
};

/** The form of a promotion as it stands; what no field shows is kept in it and sent again. */
export function formOf({ name, rule }: Pick<PromotionView, 'name' | 'rule'>): PromotionForm {
  const { benefit } = rule;
  return {
    name,
    rule: { ...rule, benefit: benefit.kind === 'unit_price' ? { ...benefit, way: wayOf(benefit.to) } : benefit },
  };
}

const wayOf = (to: object): PriceWay => ('price' in to ? 'price' : 'offBps' in to ? 'offBps' : 'prices');

/** The request that the form stands for: only what the kind of benefit asks for, and nothing that was left empty. */
export function bodyOf({ name, rule }: PromotionForm): NewPromotion {
  const body = { ...withoutEmpty(rule), benefit: benefitOf(rule.benefit) };
  return { name: name.trim(), rule: body as unknown as PromotionRule };
}

function benefitOf({ kind, way = 'price', ...fields }: BenefitFields): Record<string, unknown> {
  const sent = Object.fromEntries(BENEFIT_FIELDS[kind].map((field) => [field, fields[field]]));
  if (kind === 'unit_price') sent.to = { [way]: fields.to?.[way] };
  const benefit = { kind, ...withoutEmpty(sent) };
  // The goods of a part are said even where they are all goods.
  if (kind !== 'bundle') return benefit;
  return {
    ...benefit,
    parts: fields.parts?.map(({ scope, quantity }) => ({ scope: withoutEmpty(scope ?? {}), quantity })),
  };
}
