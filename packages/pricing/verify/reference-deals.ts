import { allocate, bpsOf } from '@shuke/kernel';
import { selects } from '../conditions.ts';
import type { Bundle } from '../promotion.ts';
import { sum, type Basket, type Item, type Standing } from './basket.ts';

/** What a deal takes off and which units it uses up, by pile. */
export interface DealOffs {
  readonly offs: readonly number[];
  readonly used: readonly number[];
  readonly offMinor: number;
}

// One unit that is still free, of a pile.
interface Unit {
  readonly pile: number;
  readonly price: number;
}

interface Made {
  /** Units that are used up, and of these the ones that get cheaper, with what comes off. */
  readonly used: readonly Unit[];
  readonly cheaper: readonly { readonly unit: Unit; readonly off: number }[];
}

/** A deal made exactly so many times, of all ways the one that saves most; null where there are too few units. */
export function dealOffs(
  basket: Basket,
  standing: Standing,
  { item, times }: { item: Item; times: number },
): DealOffs | null {
  const { benefit } = item.promotion;
  const piles = basket.piles.length;
  if (benefit.kind === 'bundle') return bundleOffs(basket, standing, { benefit, times });
  const inScope = unitsOf(standing, item.scope);
  const made = makeDeal(basket, standing, { item, times, inScope });
  if (!made) return null;
  const offs = Array.from({ length: piles }, () => 0);
  for (const { unit, off } of made.cheaper) offs[unit.pile]! += off;
  return { offs, used: countByPile(made.used, piles), offMinor: sum(offs) };
}

function makeDeal(
  basket: Basket,
  standing: Standing,
  { item, times, inScope }: { item: Item; times: number; inScope: readonly Unit[] },
): Made | null {
  const { benefit } = item.promotion;
  switch (benefit.kind) {
    case 'nth_item':
      return inGroups(inScope, { times, buy: benefit.nth - 1, get: 1, offBps: benefit.offBps });
    case 'buy_get': {
      if (!benefit.getScope) return inGroups(inScope, { times, ...benefit });
      const gets = basket.piles.map((pile) => selects(benefit.getScope, pile.sku, pile.category));
      return acrossPiles({ buys: inScope, gets: unitsOf(standing, gets) }, { times, ...benefit });
    }
    case 'exchange': {
      const off = ({ price }: Unit): number => Math.min(price - benefit.priceMinor, benefit.capMinor ?? Infinity);
      const used = inScope.filter((unit) => off(unit) > 0).slice(0, times);
      return used.length < times ? null : { used, cheaper: used.map((unit) => ({ unit, off: off(unit) })) };
    }
    default:
      return null;
  }
}

// All free units of some piles, dear ones first, equal ones by pile.
function unitsOf({ prices, units }: Standing, which: readonly boolean[]): Unit[] {
  return prices
    .flatMap((price, pile) => (which[pile] ? Array.from({ length: units[pile]! }, () => ({ pile, price })) : []))
    .toSorted((a, b) => b.price - a.price || a.pile - b.pile);
}

interface BuyAndGet {
  readonly times: number;
  readonly buy: number;
  readonly get: number;
  readonly offBps: number;
}

const cheaper = (units: readonly Unit[], offBps: number) =>
  units.map((unit) => ({ unit, off: bpsOf(unit.price, offBps) }));

function inGroups(units: readonly Unit[], { times, buy, get, offBps }: BuyAndGet): Made | null {
  const size = buy + get;
  const used = units.slice(0, times * size);
  if (used.length < times * size) return null;
  const given = used.filter((_, i) => i % size >= buy);
  return { used, cheaper: cheaper(given, offBps) };
}

function acrossPiles(
  { buys, gets }: { buys: readonly Unit[]; gets: readonly Unit[] },
  { times, buy, get, offBps }: BuyAndGet,
): Made | null {
  const buyPiles = new Set(buys.map(({ pile }) => pile));
  const given: Unit[] = [];
  let spare = buys.length - times * buy;
  for (const unit of gets) {
    if (given.length === times * get) break;
    const couldBuy = buyPiles.has(unit.pile);
    if (couldBuy && spare <= 0) continue;
    if (couldBuy) spare -= 1;
    given.push(unit);
  }
  if (given.length < times * get || spare < 0) return null;
  const left = [...buys];
  for (const unit of given) {
    const at = left.findIndex(({ pile }) => pile === unit.pile);
    if (at >= 0) left.splice(at, 1);
  }
  const bought = left.toReversed().slice(0, times * buy);
  return { used: [...given, ...bought], cheaper: cheaper(given, offBps) };
}

function bundleOffs(
  { piles }: Basket,
  standing: Standing,
  { benefit, times }: { benefit: Bundle; times: number },
): DealOffs | null {
  const partOf = piles.map(({ sku, category }) =>
    benefit.parts.findIndex(({ scope }) => selects(scope, sku, category)),
  );
  const used: Unit[] = [];
  for (const [part, { quantity }] of benefit.parts.entries()) {
    const isPart = partOf.map((one) => one === part);
    const chosen = unitsOf(standing, isPart).slice(0, quantity * times);
    if (chosen.length < quantity * times) return null;
    used.push(...chosen);
  }
  const worth = piles.map((_, pile) => sum(used.map((unit) => (unit.pile === pile ? unit.price : 0))));
  const offMinor = sum(worth) - times * benefit.priceMinor;
  if (offMinor <= 0) return { offs: worth.map(() => 0), used: countByPile(used, piles.length), offMinor };
  return { offs: allocate(offMinor, worth), used: countByPile(used, piles.length), offMinor };
}

function countByPile(units: readonly Unit[], piles: number): number[] {
  const counts = Array.from({ length: piles }, () => 0);
  for (const { pile } of units) counts[pile]! += 1;
  return counts;
}
