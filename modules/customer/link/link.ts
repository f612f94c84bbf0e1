import type { MergeReason } from '@shuke/contract';

/** A person is at most so many customers, so that finding them stays a few rows and a wrong rule cannot join a town. */
export const MOST_IN_CIRCLE = 32;

/** A customer who stands for another one, from `linkedAt` until `unlinkedAt`, if that is past. */
export interface Link {
  readonly linkId: string;
  readonly fromCustomerId: string;
  readonly intoCustomerId: string;
  readonly because: MergeReason;
  readonly linkedAt: Date;
  readonly linkedBy: string;
  readonly unlinkedAt: Date | null;
  readonly unlinkedBy: string | null;
}

/** A customer of a merchant, for statements that act for several. */
export interface CustomerOf {
  readonly merchantId: string;
  readonly customerId: string;
}
