import { must, type Random } from '@shuke/kernel';
import { mealOf, STRANGER, toppedUp, totalOf, type StreetLine } from './basket.ts';
import { isWeekend, weekday } from './day.ts';
import { gamma, normal, poisson, streamOf, weighted } from './draw.ts';
import { guestOf, type Guest } from './guest.ts';
import { storeWeights } from './menu.ts';
import { appealOf, type Offer } from './offer.ts';

/** The fixed facts of a street. Days are numbers here. */
export interface Town {
  readonly seed: number;
  readonly firstDay: number;
  readonly days: number;
  readonly guests: number;
  readonly stores: number;
}

/** One table that ate and paid. */
export interface Visit {
  readonly guest: Guest | null;
  readonly store: number;
  readonly second: number;
  readonly lines: readonly StreetLine[];
  readonly coupons: readonly string[];
}

interface Walker {
  readonly guest: Guest;
  readonly random: Random;
  readonly leavesOn: number;
  lastVisit: number;
  /** Visits that an offer has spoilt. */
  skips: number;
  readonly held: Held[];
}

interface Held {
  readonly offer: Offer;
  readonly random: Random;
  used: boolean;
}

interface Walk {
  readonly town: Town;
  readonly walkers: Map<number, Walker>;
  readonly due: Map<number, Walker[]>;
  /** Visits that only an offer brings about. */
  readonly errands: Map<number, { walker: Walker; held: Held }[]>;
}

const STEPS = 3;
const STRANGERS = 4;
const OFFERS = 5;
/** The share of guests who knew the shop before the first day; the others come to know it evenly over the days. */
const KNOWN_BEFORE = 0.45;
const STRANGERS_A_DAY = 0.021;

/** Walks the street day by day from the first to the last; offers act from the day after their issue. */
export function* walk(town: Town, offers: readonly Offer[], lastDay: number): Generator<[number, Visit[]]> {
  const state: Walk = { town, walkers: new Map(), due: new Map(), errands: new Map() };
  const issued = Map.groupBy(offers, (offer) => offer.issuedOn);
  const known = Math.round(town.guests * KNOWN_BEFORE);
  for (let index = 0; index < known; index += 1) arrive(state, index, town.firstDay);
  let next = known;
  for (let day = town.firstDay; day <= lastDay; day += 1) {
    const arrived = known + ((day + 1 - town.firstDay) * (town.guests - known)) / town.days;
    for (; next < arrived; next += 1) arrive(state, next, day);
    const visits = [
      ...(state.due.get(day) ?? []).flatMap((walker) => usualVisit(state, walker, day)),
      ...(state.errands.get(day) ?? []).map((errand) => errandVisit(state, errand, day)),
      ...strangersOf(town, day),
    ];
    state.due.delete(day);
    for (const [nth, offer] of (issued.get(day) ?? []).entries()) hear(state, offer, streamIds(offer, day, nth));
    yield [day, visits.toSorted((a, b) => a.second - b.second)];
  }
}

const streamIds = (offer: Offer, day: number, nth: number): number[] => [OFFERS, offer.guest, day, nth];

function arrive(state: Walk, index: number, day: number): void {
  const { town, due } = state;
  const guest = guestOf(town.seed, town.stores, index);
  const random = streamOf(town.seed, STEPS, index);
  // Who knew the shop before is somewhere within an interval; who is new comes within some days.
  const wait = day === town.firstDay ? random.next() * guest.gapDays : random.next() * 10;
  const first = suitedDay(guest, random, day + Math.floor(wait));
  const walker = { guest, random, leavesOn: first + guest.stayDays, lastVisit: first, skips: 0, held: [] };
  state.walkers.set(index, walker);
  push(due, first, walker);
}

/** Moves a visit to a day of the week that suits the guest. */
function suitedDay({ weekend }: Guest, random: Random, day: number): number {
  const moves = random.next() < Math.abs(weekend);
  if (!moves || weekend === 0 || isWeekend(day) === weekend > 0) return day;
  if (weekend > 0) return day + 6 - weekday(day);
  return day + (weekday(day) === 6 ? 2 : 1);
}

function usualVisit(state: Walk, walker: Walker, day: number): Visit[] {
  const { guest, random } = walker;
  const visit = { ...placeOf(state.town, walker, random), lines: mealOf(random, guest, day) };
  const gap = Math.max(1, Math.round(gamma(random, guest.shape, guest.gapDays)));
  const next = suitedDay(guest, random, day + gap);
  if (next <= walker.leavesOn) push(state.due, next, walker);
  if (walker.skips > 0) {
    walker.skips -= 1;
    return [];
  }
  walker.lastVisit = day;
  return [{ ...visit, guest, coupons: shownCoupons(walker, visit.lines, day) }];
}

function errandVisit(state: Walk, { walker, held }: { walker: Walker; held: Held }, day: number): Visit {
  const { guest } = walker;
  const meal = mealOf(held.random, guest, day);
  const lines = toppedUp(meal, held.offer.minSpendMinor, day);
  const shows = !held.used && totalOf(lines) >= held.offer.minSpendMinor;
  held.used ||= shows;
  walker.lastVisit = day;
  return { ...placeOf(state.town, walker, held.random), guest, lines, coupons: shows ? [held.offer.code] : [] };
}

/** At most one coupon a visit, the one held longest. */
function shownCoupons(walker: Walker, lines: readonly StreetLine[], day: number): string[] {
  for (const held of walker.held) {
    const { offer } = held;
    if (held.used || day <= offer.issuedOn || day > offer.lastDay) continue;
    const shows = held.random.next() < walker.guest.response.shows && totalOf(lines) >= offer.minSpendMinor;
    if (!shows) continue;
    held.used = true;
    return [offer.code];
  }
  return [];
}

/** A guest learns of an offer: some come once more, some stay away once, most do neither. */
function hear(state: Walk, offer: Offer, path: readonly number[]): void {
  const walker = state.walkers.get(offer.guest);
  if (!walker || walker.lastVisit > offer.issuedOn) return;
  const random = streamOf(state.town.seed, ...path);
  const held = { offer, random, used: false };
  walker.held.push(held);
  const { guest, leavesOn, lastVisit } = walker;
  const appeal = appealOf(offer, guest);
  const since = Math.min(1, Math.max(0.3, (offer.issuedOn - lastVisit) / guest.gapDays));
  const moment = offer.issuedOn > leavesOn ? 0.35 : since;
  const [moved, when] = [random.next(), random.next()];
  const daysLeft = offer.lastDay - offer.issuedOn;
  if (moved < guest.response.extra * appeal * moment && daysLeft > 0) {
    push(state.errands, offer.issuedOn + 1 + Math.floor(when * daysLeft), { walker, held });
  }
  if (moved < guest.response.skip * appeal) walker.skips += 1;
}

function strangersOf(town: Town, day: number): Visit[] {
  const weights = storeWeights(town.stores);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const busy = isWeekend(day) ? 1.3 : 0.9;
  return weights.flatMap((weight, store) => {
    const random = streamOf(town.seed, STRANGERS, store, day);
    const count = poisson(random, (town.guests * STRANGERS_A_DAY * busy * weight) / all);
    return Array.from({ length: count }, () => ({
      guest: null,
      store,
      second: mealtime(random, 0.55),
      coupons: [],
      lines: mealOf(random, STRANGER, day),
    }));
  });
}

function placeOf(town: Town, { guest }: Walker, random: Random): { store: number; second: number } {
  const home = random.next() < guest.faithful;
  const elsewhere = weighted(random, storeWeights(town.stores));
  return { store: home ? guest.homeStore : elsewhere, second: mealtime(random, guest.lunch) };
}

const [OPENS, CLOSES] = [10.5 * 3600, 21.5 * 3600];

/** A second of the day around half past twelve or around a quarter to seven, within opening hours. */
function mealtime(random: Random, lunch: number): number {
  const middle = random.next() < lunch ? 12.3 : 18.7;
  for (;;) {
    const second = Math.round((middle + 0.8 * normal(random)) * 3600);
    if (second >= OPENS && second <= CLOSES) return second;
  }
}

function push<T>(map: Map<number, T[]>, day: number, item: T): void {
  if (!map.has(day)) map.set(day, []);
  must(map.get(day), 'the day was just added').push(item);
}
