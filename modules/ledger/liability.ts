import { accountsThat, type AccountName } from './chart.ts';

/** What guests hold of the merchant's: stored value, bonuses, points and stamps, and coupons at what they can still cost. */
export const LIABILITIES: readonly AccountName[] = [...accountsThat(({ lotted }) => lotted), 'coupon_committed'];

/** What stands in an account and ends in a month: that of the last day on which it can be spent; null never ends. */
export interface Standing {
  readonly account: AccountName;
  readonly asset: string;
  readonly month: string | null;
  readonly amount: number;
}

/** What was added to an account in a month, and what was taken: by its holders, and because it ended. */
export interface Flow {
  readonly account: AccountName;
  readonly asset: string;
  readonly month: string;
  readonly issued: number;
  readonly used: number;
  readonly expired: number;
}

type FlowSums = Pick<Flow, 'issued' | 'used' | 'expired'>;

/** The standing of one account and asset; opening + issued − used − expired = outstanding. */
export interface LiabilityReport extends FlowSums {
  readonly account: AccountName;
  readonly asset: string;
  readonly opening: number;
  readonly outstanding: number;
  readonly endings: readonly { readonly month: string | null; readonly amount: number }[];
  readonly months: readonly (FlowSums & { readonly month: string })[];
}

/** Puts standings and flows together, one report for each account and asset that has either. */
export function liabilityOf(found: { standing: readonly Standing[]; flows: readonly Flow[] }): LiabilityReport[] {
  const standing = Map.groupBy(found.standing, keyOf);
  const flows = Map.groupBy(found.flows, keyOf);
  const keys = new Map([...found.standing, ...found.flows].map((one) => [keyOf(one), one]));
  return [...keys]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { account, asset }]) => {
      const [endings, months] = [standing.get(key) ?? [], flows.get(key) ?? []];
      const outstanding = sumOf(endings, ({ amount }) => amount);
      const sums: FlowSums = {
        issued: sumOf(months, ({ issued }) => issued),
        used: sumOf(months, ({ used }) => used),
        expired: sumOf(months, ({ expired }) => expired),
      };
      const opening = outstanding - sums.issued + sums.used + sums.expired;
      return { account, asset, opening, ...sums, outstanding, endings, months };
    });
}

const keyOf = ({ account, asset }: { account: string; asset: string }): string => `${account} ${asset}`;

const sumOf = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);
