import type { Random } from '@shuke/kernel';
import { poisson, streamOf, weighted } from './draw.ts';
import { weekday } from './day.ts';
import type { Guest } from './guest.ts';
import { DRINKS, NOODLE_FAME, NOODLES, SIDES, type Dish } from './menu.ts';

export interface StreetLine {
  readonly sku: string;
  readonly product: string;
  readonly category: string;
  readonly quantity: number;
  /** What the line comes to after its own discount, in fen. */
  readonly amountMinor: number;
  readonly discountMinor: number;
}

/** What decides what is eaten. */
export type Appetite = Pick<Guest, 'company' | 'noodleTaste' | 'sideTaste' | 'drinkTaste' | 'sides' | 'drinks'>;

/** Guests who leave no name eat what the town likes. */
export const STRANGER: Appetite = {
  company: 0.6,
  noodleTaste: NOODLE_FAME,
  sideTaste: SIDES.map(() => 1),
  drinkTaste: DRINKS.map(() => 1),
  sides: 0.4,
  drinks: 0.35,
};

/** A meal of one table: a bowl a person, and sides and drinks by habit. */
export function mealOf(random: Random, appetite: Appetite, day: number): StreetLine[] {
  const people = 1 + poisson(random, appetite.company);
  const dishes: Dish[] = [];
  const add = (menu: readonly Dish[], taste: readonly number[], count: number): void => {
    for (let i = 0; i < count; i += 1) dishes.push(menu[weighted(random, taste)]!);
  };
  add(NOODLES, appetite.noodleTaste, people);
  add(SIDES, appetite.sideTaste, poisson(random, appetite.sides * people));
  add(DRINKS, appetite.drinkTaste, poisson(random, appetite.drinks * people));
  return linesOf(dishes, day);
}

const TUESDAY = 2;

/** One line a dish. On Tuesdays drinks are at half price, so that receipts have discounts of their own. */
function linesOf(dishes: readonly Dish[], day: number): StreetLine[] {
  return [...Map.groupBy(dishes, (dish) => dish)].map(([dish, same]) => {
    const grossMinor = dish.priceMinor * same.length;
    const half = DRINKS.includes(dish) && weekday(day) === TUESDAY;
    const discountMinor = half ? Math.floor(grossMinor / 2) : 0;
    const { sku, name: product, category } = dish;
    return { sku, product, category, quantity: same.length, amountMinor: grossMinor - discountMinor, discountMinor };
  });
}

export const totalOf = (lines: readonly StreetLine[]): number => lines.reduce((sum, line) => sum + line.amountMinor, 0);

/** Adds sides until a meal reaches a least spend, as people do for a coupon; gives up after four. */
export function toppedUp(lines: readonly StreetLine[], leastMinor: number, seed: number): StreetLine[] {
  const random = streamOf(seed, lines.length);
  const all = [...lines];
  for (let i = 0; i < 4 && totalOf(all) < leastMinor; i += 1) {
    const dish = random.pick(SIDES);
    if (all.some((line) => line.sku === dish.sku)) continue;
    const { sku, name: product, category, priceMinor: amountMinor } = dish;
    all.push({ sku, product, category, quantity: 1, amountMinor, discountMinor: 0 });
  }
  return all;
}
