import type { Features } from '../trees/index.ts';
import { asOf } from './as-of.ts';
import { campaignFacts, fitFacts, purchaseFacts, redemptionFacts, tasteFacts, type Facts, type Pair } from './facts.ts';
import type { Ledger } from './ledger.ts';

/** All pairs in the order of their campaigns' starts, with what was known of each before its own campaign began. */
export interface FactTable {
  readonly pairs: readonly Pair[];
  readonly names: readonly string[];
  readonly x: Features;
  /** By pair: its campaign's first and last day, and the day of its first redemption, Infinity where there is none. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly firstRedeemed: Float64Array;
}

export function tabulate(ledger: Ledger): FactTable {
  const { campaigns } = ledger.history;
  const order = Array.from(campaigns.keys()).toSorted((a, b) => campaigns[a]!.start - campaigns[b]!.start || a - b);
  const pairs: Pair[] = [];
  const facts: Facts[] = [];
  for (const campaign of order) {
    const known = asOf(ledger, campaigns[campaign]!.start);
    const shared = { ...campaignFacts(ledger, known, campaign), ...kindFacts(ledger, campaign) };
    for (const household of ledger.households[campaign]!) {
      const pair = { campaign, household };
      const lines = (ledger.lines.get(household) ?? []).filter((line) => line.day < known.day);
      pairs.push(pair);
      facts.push({
        ...shared,
        ...redemptionFacts(ledger, known, pair),
        ...purchaseFacts(known, lines),
        ...tasteFacts(ledger, known, lines),
        ...fitFacts(ledger, known, { campaign, lines }),
      });
    }
  }
  const names = Object.keys(facts[0]!);
  const column = (of: (pair: Pair) => number): Float64Array => Float64Array.from(pairs, of);
  return {
    pairs,
    names,
    x: { rows: pairs.length, columns: names.map((name) => Float64Array.from(facts, (row) => row[name]!)) },
    start: column(({ campaign }) => campaigns[campaign]!.start),
    end: column(({ campaign }) => campaigns[campaign]!.end),
    firstRedeemed: column(({ campaign, household }) =>
      (ledger.redemptions.get(household) ?? [])
        .filter((one) => one.campaign === campaign)
        .reduce((first, { day }) => Math.min(first, day), Infinity),
    ),
  };
}

/** A column of 0 and 1 for each kind of campaign. */
function kindFacts({ history }: Ledger, campaign: number): Facts {
  const kinds = [...new Set(history.campaigns.map(({ kind }) => kind))].toSorted((a, b) => a - b);
  const own = history.campaigns[campaign]!.kind;
  return Object.fromEntries(kinds.map((kind) => [`kind ${kind}`, kind === own ? 1 : 0]));
}
