import type { Bits } from './bits.ts';
import type { Postings } from './postings.ts';

/** A condition is asked of the index, and of these people alone where not of everybody. */
export interface Asked {
  readonly postings: Postings;
  readonly among: Bits | null;
}
