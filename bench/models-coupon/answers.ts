import { openForecaster, type CouponHistory, type Expert } from '@shuke/models/response';
import { bootstrapInterval, type Interval } from '@shuke/models/uplift';
import { auc } from '@shuke/models/metrics';

/** Targeted pairs of the campaigns that are looked at: who redeemed, and what was said beforehand. */
export interface Answers {
  readonly household: Int32Array;
  readonly campaign: Int32Array;
  readonly redeemed: Float64Array;
  readonly chance: Float64Array;
}

/** Foretells each campaign that began on a day or later, in their order, from what was known on the morning of its first day. */
export function foretold(history: CouponHistory, from: number, experts?: Readonly<Record<string, Expert>>): Answers {
  const opened = openForecaster(history, experts);
  if (!opened.ok) throw new Error(opened.refusal.code);
  const { pairs, firstRedeemed } = opened.value.facts;
  const wanted = [...history.campaigns.keys()].filter((i) => history.campaigns[i]!.start >= from);
  const redeemers = new Set(pairs.filter((_, i) => firstRedeemed[i]! < Infinity).map(keyOf));
  const rows = wanted.flatMap((campaign) => {
    const said = opened.value.forecast(campaign);
    if (!said.ok) throw new Error(`${said.refusal.code} for campaign ${campaign}`);
    return Array.from(said.value.households, (household, i) => ({
      campaign,
      household,
      chance: said.value.chance[i]!,
    }));
  });
  return {
    household: Int32Array.from(rows, (row) => row.household),
    campaign: Int32Array.from(rows, (row) => row.campaign),
    redeemed: Float64Array.from(rows, (row) => (redeemers.has(keyOf(row)) ? 1 : 0)),
    chance: Float64Array.from(rows, (row) => row.chance),
  };
}

const keyOf = ({ campaign, household }: { campaign: number; household: number }): string => `${campaign} ${household}`;

/** The rules of thumb of the reference: redemptions before the campaign alone, and with its kind and the sampled spend before it. */
export function rulesOfThumb({ campaigns, redeemed, bought }: CouponHistory, answers: Answers, broadKind: number) {
  const sumBefore = (households: ArrayLike<number>, days: ArrayLike<number>, value: (row: number) => number) => {
    const rows = Map.groupBy(
      Array.from({ length: days.length }, (_, i) => i),
      (i) => households[i]!,
    );
    return (household: number, day: number): number =>
      (rows.get(household) ?? []).reduce((sum, i) => sum + (days[i]! < day ? value(i) : 0), 0);
  };
  const redemptions = sumBefore(redeemed.household, redeemed.day, () => 1);
  const spend = sumBefore(bought.household, bought.day, (i) => bought.spend[i]!);
  const past = answers.campaign.length;
  const alone = new Float64Array(past);
  const together = new Float64Array(past);
  for (let i = 0; i < past; i += 1) {
    const { start, kind } = campaigns[answers.campaign[i]!]!;
    alone[i] = redemptions(answers.household[i]!, start);
    together[i] = alone[i]! + (kind === broadKind ? 2 : 0) + 0.001 * spend(answers.household[i]!, start);
  }
  return { alone, together };
}

/** The AUC with what households drawn anew would have made of it: a household's pairs stand and fall together. */
export function aucOf(
  { redeemed, household }: Answers,
  scores: Float64Array,
  draws: number,
): { auc: number; interval: Interval } {
  const groups = [...Map.groupBy(Array.from(household.keys()), (i) => household[i]!).values()];
  const interval = bootstrapInterval(
    groups.length,
    (counts) => {
      const rows = groups.flatMap((own, g) => Array.from({ length: counts[g]! }, () => own).flat());
      return auc(
        rows.map((i) => scores[i]!),
        rows.map((i) => redeemed[i]!),
      );
    },
    { draws },
  );
  return { auc: auc(scores, redeemed), interval };
}
