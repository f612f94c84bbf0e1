import type { TagDimension, TagSource } from '@shuke/contract';
import { DAY_MS } from '@shuke/kernel';

/** The kind of a tag. */
export type Dimension = TagDimension;

/** Taste and avoidance are two sides of one family: what speaks for one speaks against the other. */
export type Family = 'palate' | Exclude<Dimension, 'taste' | 'avoidance'>;

/** The families whose values are words of the lexicon; all other values are called what they are. */
export const WORDED: readonly Family[] = ['palate', 'occasion', 'habit'];

export const familyOf = (dimension: Dimension): Family =>
  dimension === 'taste' || dimension === 'avoidance' ? 'palate' : dimension;

/** A thing that a person can like or avoid, as `family:value`. */
export const subjectOf = (family: Family, value: string): string => `${family}:${value}`;

/** Why a tag is what it is: one thing that was seen or said once. */
export interface Evidence {
  readonly evidenceId: string;
  readonly customerId: string;
  /** said: speaks for or against. retracted: what stood before counts no more. cancelled: the row that it names never was. */
  readonly kind: 'said' | 'retracted' | 'cancelled';
  readonly dimension: Dimension;
  readonly value: string;
  readonly likes: boolean;
  readonly intensity: number;
  readonly allergy: boolean;
  readonly weightMilli: number;
  readonly source: TagSource;
  /** The coarser subjects that this speaks for too. */
  readonly parents: readonly string[];
  readonly orderId: string | null;
  readonly lineNo: number | null;
  readonly noteId: string | null;
  readonly staffId: string | null;
  readonly cancels: string | null;
  readonly happenedAt: Date;
}

/** What all evidence of one customer for one subject comes to. */
export interface TagRow {
  readonly customerId: string;
  readonly family: Family;
  readonly value: string;
  readonly parents: readonly string[];
  /** Masses that fade are as of the reference day. */
  readonly likeFading: number;
  readonly avoidLasting: number;
  readonly avoidFading: number;
  readonly likeIntensity: number;
  readonly avoidIntensity: number;
  readonly allergy: boolean;
  readonly evidenceCount: number;
  readonly lastEvidenceAt: Date;
}

/** What one piece of evidence of a source counts, in thousandths: five orders of a dish say as much as a member of staff. */
export const WEIGHT_MILLI: Readonly<Record<TagSource, number>> = {
  staff: 3000,
  note: 2000,
  message: 2000,
  rule: 1000,
  order: 600,
  reaction: 250,
};

/** An allergy weighs more than anything said later in passing. */
export const ALLERGY_WEIGHT_MILLI = 5000;

/** A taste that the name of a product shows: 微辣牛肉. Who buys it may like it for something else. */
export const NAME_WEIGHT_MILLI = 250;

/** After so many days without news a mass counts half. */
export const HALF_LIFE_DAYS: Readonly<Record<Family, number>> = {
  palate: 180,
  cuisine: 240,
  category: 180,
  dish: 120,
  variant: 120,
  occasion: 365,
  habit: 90,
  free: 365,
};

const REFERENCE_MS = Date.UTC(2020, 0, 1);

/** Days since the reference day, by UTC. */
export const dayOf = (at: Date): number => Math.floor((at.getTime() - REFERENCE_MS) / DAY_MS);
