import { priceHeads, PriceBook, pricesSince } from '@shuke/catalog';
import { promotionOf, type LockedCoupon } from '@shuke/coupon';
import type { BatchTx } from '@shuke/db';
import { assert, must } from '@shuke/kernel';
import { loyaltyHeads, pointsPromotion, programmeOf, type Programme } from '@shuke/loyalty';
import { compileRules, type RuleSet, type Rules } from '@shuke/pricing';
import { ruleSetHeads, rulesOf, type LiveRules } from '@shuke/promotion';

/** By what a merchant's carts are priced: everything here is immutable, or a book that is brought up to date. */
export interface PricedBy {
  readonly ruleSetNo: number;
  readonly rules: LiveRules;
  readonly programmeVersion: number;
  readonly programme: Programme;
}

export interface MerchantKnowledge extends PricedBy {
  readonly prices: PriceBook;
  readonly priceVersion: number;
}

// Beyond these the oldest memory is given up; it is read again when it is wanted.
const MOST_MERCHANTS = 2_000;
const MOST_RULE_SETS = 20_000;

/**
 * What one process remembers of merchants between batches. Each batch asks for three version numbers a merchant, and reads
 * only what has moved on since: a batch never prices by anything older than its own snapshot.
 */
export class Knowledge {
  readonly #merchants = new Bounded<MerchantKnowledge>(MOST_MERCHANTS);
  readonly #ruleSets = new Bounded<RuleSet>(MOST_RULE_SETS);

  /** Brings what is known of these merchants, each with its currency, up to date. */
  async refresh(tx: BatchTx, heads: Heads, merchants: ReadonlyMap<string, string>): Promise<void> {
    for (const [merchantId, currency] of merchants) {
      const old = this.#merchants.get(merchantId);
      const now = headOf(heads, merchantId);
      if (old && !isBehind(old, now)) continue;
      this.#merchants.set(merchantId, await learn(tx, { merchantId, currency, old, head: now }));
    }
  }

  of(merchantId: string): MerchantKnowledge {
    return must(this.#merchants.get(merchantId), 'a merchant is looked up before it is asked about');
  }

  /** The rules of a merchant with the terms of the coupons that are shown, compiled. */
  ruleSet(merchantId: string, by: PricedBy, coupons: readonly LockedCoupon[]): RuleSet {
    const byTemplate = new Map(coupons.map((coupon) => [coupon.templateId, coupon]));
    const templates = [...byTemplate.values()].toSorted((a, b) => (a.templateId < b.templateId ? -1 : 1));
    const key = [merchantId, by.ruleSetNo, by.programmeVersion, ...templates.map((one) => one.templateId)].join(' ');
    const known = this.#ruleSets.get(key);
    if (known) return known;
    const compiled = compileRules(rulesWith(by, templates));
    assert(compiled.ok, 'live rules and the terms of coupons are checked before they are kept');
    this.#ruleSets.set(key, compiled.value);
    return compiled.value;
  }
}

/** The newest versions of several merchants. */
export interface Heads {
  readonly rules: ReadonlyMap<string, number>;
  readonly programmes: ReadonlyMap<string, number>;
  readonly prices: ReadonlyMap<string, number>;
}

export async function readHeads(tx: BatchTx, merchantIds: readonly string[]): Promise<Heads> {
  const [rules, programmes, prices] = await Promise.all([
    ruleSetHeads(tx, merchantIds),
    loyaltyHeads(tx, merchantIds),
    priceHeads(tx, merchantIds),
  ]);
  return { rules, programmes, prices };
}

type Head = Pick<MerchantKnowledge, 'ruleSetNo' | 'programmeVersion' | 'priceVersion'>;

const headOf = ({ rules, programmes, prices }: Heads, merchantId: string): Head => ({
  ruleSetNo: rules.get(merchantId) ?? 0,
  programmeVersion: programmes.get(merchantId) ?? 0,
  priceVersion: prices.get(merchantId) ?? 0,
});

interface Learning {
  readonly merchantId: string;
  readonly currency: string;
  readonly old: MerchantKnowledge | undefined;
  readonly head: Head;
}

async function learn(tx: BatchTx, { merchantId, currency, old, head }: Learning): Promise<MerchantKnowledge> {
  const { ruleSetNo, programmeVersion, priceVersion } = head;
  const prices = old?.prices ?? new PriceBook();
  if (old?.priceVersion !== priceVersion) prices.apply(await pricesSince(tx, merchantId, old?.priceVersion ?? 0));
  const rules = old?.ruleSetNo === ruleSetNo ? old.rules : await rulesOf(tx, { merchantId, ruleSetNo, currency });
  const programme =
    old?.programmeVersion === programmeVersion ? old.programme : await programmeOf(tx, merchantId, programmeVersion);
  return { ...head, prices, rules, programme };
}

const isBehind = (old: Head, now: Head): boolean =>
  old.ruleSetNo !== now.ruleSetNo ||
  old.programmeVersion !== now.programmeVersion ||
  old.priceVersion !== now.priceVersion;

function rulesWith({ rules, programme }: PricedBy, templates: readonly LockedCoupon[]): Rules {
  const points = pointsPromotion(programme);
  const added = [...(points === null ? [] : [points]), ...templates.map(promotionOf)];
  return { ...rules, promotions: [...rules.promotions, ...added] };
}

/** A map that gives up the entry of the longest ago where it grows too large. */
class Bounded<V> {
  readonly #map = new Map<string, V>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): V | undefined {
    return this.#map.get(key);
  }

  // A Map gives its keys in the order in which they were set.
  set(key: string, value: V): void {
    this.#map.delete(key);
    this.#map.set(key, value);
    if (this.#map.size > this.#most)
      this.#map.delete(must(this.#map.keys().next().value, 'a full map has a first key'));
  }
}
