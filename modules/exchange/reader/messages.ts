import type { Reject } from '../rows/row-fault.ts';
import type { OrderBatch } from '../stage/order-staging.ts';
import type { Fresh, Known, ReadSoFar } from './reader.ts';

/** What the reader's thread says. `resolve`, `stage` and `reject` are answered, in their order. */
export type FromReader =
  | { readonly kind: 'resolve'; readonly fresh: Fresh }
  | { readonly kind: 'stage'; readonly orders: Uint8Array }
  | { readonly kind: 'reject'; readonly rejects: readonly Reject[] }
  | { readonly kind: 'tell'; readonly read: ReadSoFar }
  | { readonly kind: 'end'; readonly batches: OrderBatch[] }
  | { readonly kind: 'failed'; readonly isDamage: boolean; readonly message: string };

/** The answers. */
export type ToReader = Known | null;
