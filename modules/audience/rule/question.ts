import type { ConsentChannel, ConsentPurpose, Stage, TouchpointKind } from '@shuke/contract';
import type { Span } from './days.ts';
import type { Node } from './rule.ts';

/** Ends of a range, both included. */
export interface Range {
  readonly least?: number;
  readonly most?: number;
}

export const isWithin = (value: number, range: Range | undefined): boolean =>
  range === undefined || (value >= (range.least ?? -Infinity) && value <= (range.most ?? Infinity));

/** Which purchases are meant. A list that is not there asks nothing; of one that is, any must hold. */
export interface Purchases {
  readonly skus?: readonly string[];
  readonly categories?: readonly string[];
  readonly productBrands?: readonly string[];
  readonly storeIds?: readonly string[];
  readonly sources?: readonly string[];
  /** ISO: 1 is Monday. */
  readonly weekdays?: readonly number[];
  readonly hours?: readonly number[];
  /** Leaves out lines that came back whole. */
  readonly kept: boolean;
}

/** Lines are looked at only where the rule asks about goods: there are several a receipt. */
export const isByLine = ({ skus, categories, productBrands, kept }: Purchases): boolean =>
  skus !== undefined || categories !== undefined || productBrands !== undefined || kept;

export interface Bought {
  readonly is: 'bought';
  readonly of: Purchases;
  readonly span: Span;
  readonly orders?: Range;
  readonly days?: Range;
  readonly unitsMilli?: Range;
  readonly amountMinor?: Range;
}

/** The first or last such purchase lies in the span. Purchases after `asOf` do not exist. */
export interface Edge {
  readonly is: 'first' | 'last';
  readonly of: Purchases;
  readonly span: Span;
  readonly asOf: string;
}

export interface Sequence {
  readonly is: 'sequence';
  readonly first: Purchases;
  readonly next: Purchases;
  readonly withinDays: number;
  readonly span: Span;
}

export interface AtHome {
  readonly is: 'at_home';
  readonly which: 'last' | 'usual';
  readonly storeIds: readonly string[];
  readonly asOf: string;
}

/** Instants: from one on, and before another. */
interface Within {
  readonly from: Date | null;
  readonly until: Date;
}

export interface Met extends Within {
  readonly is: 'met';
  readonly touchpointIds?: readonly string[];
  readonly kinds?: readonly TouchpointKind[];
  readonly events?: readonly string[];
}

export interface Profile extends Within {
  readonly is: 'profile';
  readonly sources?: readonly string[];
}

export interface StageIs {
  readonly is: 'stage';
  readonly stages: readonly Stage[];
  readonly until: Date;
}

/** `until` null: the tier of now, which counts what all of a person's customers earned. */
export interface TierIs {
  readonly is: 'tier';
  readonly tiers: readonly string[];
  readonly until: Date | null;
}

export interface Consents {
  readonly is: 'consent';
  readonly purpose: ConsentPurpose;
  readonly channel: ConsentChannel;
  readonly until: Date;
}

export interface Tagged {
  readonly is: 'tag';
  readonly family: string;
  readonly likes: boolean;
  readonly values: readonly string[];
  readonly allergy: boolean;
  /** Between 0 and 1. */
  readonly sureness: number;
  /** What is left on that day of a mass that fades. */
  readonly left: number;
}

/** A share of people by a number between 0 and 2^28 that follows from the person and the salt. */
export interface Share {
  readonly is: 'share';
  readonly multiplier: number;
  readonly from: number;
  readonly until: number;
}

/** People who were found otherwise, such as by their classes. */
export interface Named {
  readonly is: 'named';
  readonly personIds: readonly string[];
}

/** A leaf in which nothing is left to look up: no codes, no money as text, no days that depend on today. */
export type Question =
  Bought | Edge | Sequence | AtHome | Met | Profile | StageIs | TierIs | Consents | Tagged | Share | Named;

export type QuestionNode = Node<Question>;

/** A rule about one day of one merchant, ready to be answered. */
export interface Questions {
  readonly root: QuestionNode;
  readonly asOf: string;
  /** The end of that day. */
  readonly until: Date;
  /** On an earlier day only those count as people who were known or had bought by then. */
  readonly dated: boolean;
}
