import { refuse, type Refusal } from '@shuke/kernel';
import { every } from '../math/rows.ts';

/** The least that a campaign's answer can be learnt from: pairs of household and campaign from before, and how many redeemed. */
export const MIN_PAIRS = 100;
export const MIN_REDEEMED = 10;

/** Coupons that went out together. Days are whole numbers from any first day. */
export interface Campaign {
  /** What sort of campaign it is: a whole number from 0. */
  readonly kind: number;
  readonly start: number;
  /** The last day on which its coupons are taken. */
  readonly end: number;
}

/** What was sent, redeemed and bought. Campaigns, households, coupons and products are whole numbers from 0; columns of a table are equally long. */
export interface CouponHistory {
  readonly campaigns: readonly Campaign[];
  /** Who got a campaign's coupons; each pair once. */
  readonly targeted: { readonly campaign: ArrayLike<number>; readonly household: ArrayLike<number> };
  readonly redeemed: {
    readonly campaign: ArrayLike<number>;
    readonly household: ArrayLike<number>;
    readonly coupon: ArrayLike<number>;
    readonly day: ArrayLike<number>;
  };
  /** Lines of receipts, all or a sample. */
  readonly bought: {
    readonly household: ArrayLike<number>;
    readonly product: ArrayLike<number>;
    readonly day: ArrayLike<number>;
    /** What was paid, in any unit. */
    readonly spend: ArrayLike<number>;
    /** What the shop's own price cuts took off, and what coupons did; in the same unit. */
    readonly cut: ArrayLike<number>;
    readonly couponed: ArrayLike<number>;
  };
  /** Which products a coupon of a campaign is for. */
  readonly covers: {
    readonly campaign: ArrayLike<number>;
    readonly coupon: ArrayLike<number>;
    readonly product: ArrayLike<number>;
  };
  /** By product its category, a whole number from 0, or -1 where it has none. */
  readonly categoryOf: ArrayLike<number>;
  /** By product the part of the shop that it stands in, a whole number from 0, or -1: some tens for all products. */
  readonly sectionOf: ArrayLike<number>;
}

export type ResponseRefusal =
  'response_empty' | 'response_misshapen' | 'response_not_finite' | 'response_too_small' | 'response_one_class';

type Table = Readonly<Record<string, ArrayLike<number>>>;

/** Why a history cannot be read, the first that applies; null where it can. */
export function faultOf({ campaigns, targeted, redeemed, bought, covers, categoryOf, sectionOf }: CouponHistory) {
  if (campaigns.length === 0 || targeted.campaign.length === 0) return refuse('response_empty');
  const tables: Record<string, Table> = { targeted, redeemed, bought, covers };
  const limits: Record<string, number> = { campaign: campaigns.length, product: categoryOf.length };
  for (const [name, table] of Object.entries(tables)) {
    const fault = tableFault({ name, table, limits });
    if (fault) return fault;
  }
  if (sectionOf.length !== categoryOf.length) return refuse('response_misshapen', { of: 'sectionOf' });
  const isName = (value: number): boolean => isWhole(value) && value >= -1;
  if (!every(categoryOf, isName) || !every(sectionOf, isName)) return refuse('response_not_finite', { of: 'products' });
  const soundDays = campaigns.every(({ start, end }) => isWhole(start) && isWhole(end) && start <= end);
  const soundKinds = campaigns.every(({ kind }) => isWhole(kind) && kind >= 0);
  if (!soundDays || !soundKinds) return refuse('response_misshapen', { of: 'campaigns' });
  return pairFault({ targeted, redeemed, campaigns });
}

interface Named {
  readonly name: string;
  readonly table: Table;
  readonly limits: Readonly<Record<string, number>>;
}

const AMOUNTS = ['spend', 'cut', 'couponed'];

function tableFault({ name, table, limits }: Named): ReturnType<typeof refuse<ResponseRefusal>> | null {
  const rows = Object.values(table)[0]!.length;
  for (const [column, values] of Object.entries(table)) {
    const of = `${name}.${column}`;
    if (values.length !== rows) return refuse('response_misshapen', { of });
    const isSound = AMOUNTS.includes(column) ? Number.isFinite : isWhole;
    if (!every(values, isSound)) return refuse('response_not_finite', { of });
    if (AMOUNTS.includes(column) || column === 'day') continue;
    const limit = limits[column] ?? Infinity;
    if (!every(values, (value) => value >= 0 && value < limit)) return refuse('response_misshapen', { of });
  }
  return null;
}

/** A pair twice, a redemption by someone who was not asked, or one from before its campaign, would count wrongly in silence. */
function pairFault({ targeted, redeemed, campaigns }: Pick<CouponHistory, 'targeted' | 'redeemed' | 'campaigns'>) {
  const pairs = new Set<string>();
  for (let i = 0; i < targeted.campaign.length; i += 1) pairs.add(`${targeted.campaign[i]} ${targeted.household[i]}`);
  if (pairs.size < targeted.campaign.length) return refuse('response_misshapen', { of: 'targeted', why: 'twice' });
  for (let i = 0; i < redeemed.campaign.length; i += 1) {
    const isAsked = pairs.has(`${redeemed.campaign[i]} ${redeemed.household[i]}`);
    const isEarly = redeemed.day[i]! < campaigns[redeemed.campaign[i]!]!.start;
    if (!isAsked || isEarly) return refuse('response_misshapen', { of: 'redeemed', row: i });
  }
  return null;
}

const isWhole = (value: number): boolean => Number.isInteger(value);

export type ResponseFault = Refusal<ResponseRefusal>;
