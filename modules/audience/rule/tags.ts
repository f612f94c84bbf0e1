import type { TagDimension } from '@shuke/contract';
import { dayNumber } from './days.ts';

/** Evidence that was published does not say what was an allergy and how strongly: tags are known as of today only. */
export const isTagDated = false;

/** Taste and avoidance are the two sides of one family; of every other dimension the liking is meant. */
export const tagSide = (dimension: TagDimension): { family: string; likes: boolean } =>
  dimension === 'taste' || dimension === 'avoidance'
    ? { family: 'palate', likes: dimension === 'taste' }
    : { family: dimension, likes: true };

// As pub_customer_tag is published: a mass that fades is halved every half-life from 2020-01-01 on.
const REFERENCE_DAY = '2020-01-01';
const HALF_LIFE_DAYS: Readonly<Record<string, number>> = {
  palate: 180,
  cuisine: 240,
  category: 180,
  dish: 120,
  variant: 120,
  occasion: 365,
  habit: 90,
  free: 365,
};

/** What is left on a day of a mass that fades. It is worked out here and bound, since engines differ in their powers. */
export const massLeft = (family: string, day: string): number =>
  2 ** (-(dayNumber(day) - dayNumber(REFERENCE_DAY)) / HALF_LIFE_DAYS[family]!);
