import { roundedQuotient } from '../asking/ratio.ts';

/** What a component of the score is called, how much it weighs of 100, and from which value to which its points rise. */
interface Scale {
  readonly weight: number;
  /** No points here and beyond. */
  readonly none: number;
  /** All points here and beyond. */
  readonly full: number;
  readonly unit: 'days' | 'bps';
  readonly en: string;
  readonly zh: string;
}

/** Of these a store's score is made. They weigh 100 together. */
export const SCALES = {
  age: {
    weight: 10,
    none: 0,
    full: 730,
    unit: 'days',
    en: 'Days since the first order; two years are full.',
    zh: '自首笔订单以来的天数；满两年得满分。',
  },
  open_days: {
    weight: 15,
    none: 5_000,
    full: 8_500,
    unit: 'bps',
    en: 'Share of the last 90 days with an order.',
    zh: '最近 90 天中有订单的天数占比。',
  },
  trend: {
    weight: 20,
    none: -3_000,
    full: 1_000,
    unit: 'bps',
    en: 'Net sales of the last 90 days against the same days a year before, or against the 90 days before where there is no such year.',
    zh: '最近 90 天净销售额与去年同期相比；无去年数据时与之前 90 天相比。',
  },
  steadiness: {
    weight: 15,
    none: 8_000,
    full: 2_000,
    unit: 'bps',
    en: 'How far the net sales of the last 26 weeks scatter: their standard deviation over their mean.',
    zh: '最近 26 周净销售额的离散程度：标准差与均值之比。',
  },
  refunds: {
    weight: 10,
    none: 1_000,
    full: 100,
    unit: 'bps',
    en: 'Paid back in the last 90 days over what was sold in them.',
    zh: '最近 90 天退款额与销售额之比。',
  },
  returning: {
    weight: 15,
    none: 1_000,
    full: 6_000,
    unit: 'bps',
    en: 'Share of the known guests of the last 90 days who had come before them.',
    zh: '最近 90 天已识别到店顾客中此前来过者的占比。',
  },
  dependence: {
    weight: 10,
    none: 5_000,
    full: 1_000,
    unit: 'bps',
    en: 'Share of the ten best customers in what known customers spent in a year.',
    zh: '一年内消费最高的十位顾客占已识别顾客消费的比例。',
  },
  known: {
    weight: 5,
    none: 1_000,
    full: 6_000,
    unit: 'bps',
    en: 'Share of the orders of the last 90 days whose customer is known.',
    zh: '最近 90 天有顾客身份的订单占比。',
  },
} satisfies Record<string, Scale>;

export type ComponentName = keyof typeof SCALES;

/** What was measured; null where it cannot be. */
export type Measures = Readonly<Record<ComponentName, number | null>>;

export interface Component {
  readonly name: ComponentName;
  readonly weight: number;
  readonly value: number | null;
  /** 0 to 100; null where nothing could be measured. */
  readonly points: number | null;
}

const round = (dividend: number, divisor: number): number => roundedQuotient(BigInt(dividend), BigInt(divisor));

function pointsOf({ none, full }: Scale, value: number): number {
  const risen = (value - none) * Math.sign(full - none);
  return round(Math.max(0, Math.min(Math.abs(full - none), risen)) * 100, Math.abs(full - none));
}

/**
 * The score of a store, 0 to 100: the mean of its components by their weights. What could not be measured takes no part, and
 * the others weigh the more; null where less than half of the weight could be measured.
 */
export function scoreOf(measures: Measures): { score: number | null; components: Component[] } {
  const components = (Object.keys(SCALES) as ComponentName[]).map((name) => {
    const value = measures[name];
    return { name, weight: SCALES[name].weight, value, points: value === null ? null : pointsOf(SCALES[name], value) };
  });
  const measured = components.filter((one) => one.points !== null);
  const weight = measured.reduce((all, one) => all + one.weight, 0);
  const sum = measured.reduce((all, one) => all + one.weight * (one.points ?? 0), 0);
  return { score: weight < 50 ? null : round(sum, weight), components };
}
