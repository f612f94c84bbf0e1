import { ok, type Result } from '@shuke/kernel';
import { rulesFault, type RulesRefusal } from './check-rules.ts';
import { selects } from './conditions.ts';
import { MAX_AMOUNT_MINOR } from './limits.ts';
import {
  inActingOrder,
  phaseOf,
  standingPrices,
  type Benefit,
  type Promotion,
  type Rules,
  type Selector,
} from './promotion.ts';

export const KIND = {
  price: 0,
  grouped: 1,
  paired: 2,
  bundle: 3,
  exchange: 4,
  cash: 5,
  percent: 6,
  threshold: 7,
  steps: 8,
  delivery: 9,
  points: 10,
} as const;

/** A promotion with its numbers side by side: one shape for all kinds, so that the search reads them without a detour. */
export interface CompiledRule {
  readonly promotion: Promotion;
  readonly phase: number;
  readonly kind: number;
  /** Numbers of selectors in `RuleSet.selectors`. */
  readonly scope: number;
  readonly watched: number;
  readonly getScope: number;
  readonly partScopes: readonly number[];
  readonly group: number;
  readonly isExclusive: boolean;
  readonly isTender: boolean;
  readonly isStanding: boolean;
  readonly minAmountMinor: number;
  readonly minQuantityMilli: number;
  readonly offBps: number;
  readonly amountMinor: number;
  readonly capMinor: number;
  readonly everyMinor: number;
  readonly mostSteps: number;
  readonly buy: number;
  readonly get: number;
}

/** Rules made ready for pricing many carts. */
export interface RuleSet {
  readonly rules: Rules;
  /** In the order in which they act. */
  readonly compiled: readonly CompiledRule[];
  readonly selectors: readonly Selector[];
  readonly groups: number;
  readonly byId: ReadonlyMap<string, CompiledRule>;
  /** Whether any two promotions exclude each other by name. */
  readonly hasExclusions: boolean;
  /** What each SKU was found to match; only a memory of `matchesOf`. */
  readonly seen: Map<string, { readonly category: string; readonly matches: Uint8Array }>;
}

// A catalogue larger than this is rare; forgetting all at once keeps the memory bounded without a list of ages.
const MOST_SEEN = 50_000;

/** Checks rules and prepares them for pricing; refuses, naming promotion and field, what could not be priced. */
export function compileRules(rules: Rules): Result<RuleSet, RulesRefusal> {
  const fault = rulesFault(rules);
  if (fault) return fault;
  const selectors = numbering<Selector>();
  const groups = numbering<string>();
  const standing = standingPrices(rules.promotions);
  const numbers = { selector: selectors.of, group: groups.of };
  const compiled = inActingOrder(rules.promotions).map((promotion) =>
    compile(promotion, numbers, standing.has(promotion.promotionId)),
  );
  const byId = new Map(compiled.map((rule) => [rule.promotion.promotionId, rule]));
  const hasExclusions = rules.promotions.some(({ excludes }) => excludes !== undefined && excludes.length > 0);
  const seen = new Map();
  return ok({ rules, compiled, selectors: selectors.all, groups: groups.all.length, byId, hasExclusions, seen });
}

/** Which selectors of the set, by number, name a line: 1 where they do. */
export function matchesOf(ruleSet: RuleSet, sku: string, category: string): Uint8Array {
  const known = ruleSet.seen.get(sku);
  if (known !== undefined && known.category === category) return known.matches;
  const matches = Uint8Array.from(ruleSet.selectors, (selector) => (selects(selector, sku, category) ? 1 : 0));
  if (ruleSet.seen.size >= MOST_SEEN) ruleSet.seen.clear();
  ruleSet.seen.set(sku, { category, matches });
  return matches;
}

// Equal selectors get one number, so that a line is matched against each only once.
function numbering<T>(): { of: (item: T) => number; all: T[] } {
  const all: T[] = [];
  const numbers = new Map<string, number>();
  const of = (item: T): number => {
    const key = JSON.stringify(item);
    const number = numbers.get(key) ?? all.push(item) - 1;
    numbers.set(key, number);
    return number;
  };
  return { of, all };
}

interface Numbers {
  readonly selector: (selector: Selector) => number;
  readonly group: (group: string) => number;
}

function compile(promotion: Promotion, { selector, group }: Numbers, isStanding: boolean): CompiledRule {
  const { benefit, scope = {}, conditions = {} } = promotion;
  const terms = termsOf(benefit);
  return {
    promotion,
    phase: phaseOf(benefit),
    kind: terms.kind,
    scope: selector(scope),
    watched: selector(conditions.of ?? scope),
    getScope: selector(benefit.kind === 'buy_get' ? (benefit.getScope ?? scope) : {}),
    partScopes: benefit.kind === 'bundle' ? benefit.parts.map((part) => selector(part.scope)) : [],
    group: promotion.group === undefined ? -1 : group(promotion.group),
    isExclusive: promotion.exclusive ?? false,
    isTender: benefit.kind === 'points' && benefit.as === 'tender',
    isStanding,
    minAmountMinor: conditions.minAmountMinor ?? 0,
    minQuantityMilli: (conditions.minQuantity ?? 0) * 1000,
    offBps: terms.offBps ?? 0,
    amountMinor: terms.amountMinor ?? 0,
    capMinor: terms.capMinor ?? MAX_AMOUNT_MINOR,
    everyMinor: terms.everyMinor ?? 1,
    mostSteps: terms.mostSteps ?? MAX_AMOUNT_MINOR,
    buy: terms.buy ?? 0,
    get: terms.get ?? 0,
  };
}

type Terms = { readonly kind: number } & Partial<
  Pick<CompiledRule, 'offBps' | 'amountMinor' | 'capMinor' | 'everyMinor' | 'mostSteps' | 'buy' | 'get'>
>;

function termsOf(benefit: Benefit): Terms {
  switch (benefit.kind) {
    case 'unit_price':
      return { kind: KIND.price };
    case 'buy_get': {
      const { buy, get, offBps } = benefit;
      return { kind: benefit.getScope ? KIND.paired : KIND.grouped, buy, get, offBps };
    }
    case 'nth_item':
      return { kind: KIND.grouped, buy: benefit.nth - 1, get: 1, offBps: benefit.offBps };
    case 'bundle':
      return { kind: KIND.bundle, amountMinor: benefit.priceMinor };
    case 'exchange':
      return { kind: KIND.exchange, amountMinor: benefit.priceMinor, capMinor: benefit.capMinor };
    case 'cash':
      return { kind: KIND.cash, amountMinor: benefit.amountMinor };
    case 'percent':
      return { kind: KIND.percent, offBps: benefit.offBps, capMinor: benefit.capMinor };
    case 'threshold': {
      const { everyMinor, offMinor, times } = benefit;
      return { kind: KIND.threshold, everyMinor, amountMinor: offMinor, mostSteps: times };
    }
    case 'steps':
      return { kind: KIND.steps };
    case 'delivery':
      return { kind: KIND.delivery, offBps: benefit.offBps, capMinor: benefit.capMinor };
    case 'points':
      return {
        kind: KIND.points,
        amountMinor: benefit.stepMinor,
        buy: benefit.pointsPerStep,
        capMinor: benefit.capMinor,
        offBps: benefit.maxShareBps ?? 10_000,
      };
  }
}
