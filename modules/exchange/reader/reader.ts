import type { ImportDelimiter, ImportEncoding, RejectReason } from '@shuke/contract';
import type { FullMapping, MerchantFacts } from '../mapping.ts';
import type { Reject } from '../rows/row-fault.ts';
import type { OrderBatch } from '../stage/order-staging.ts';

/** What a reader is asked to do. It goes to another thread, so it holds nothing but data. */
export interface ReaderTask {
  readonly path: string;
  readonly isCompressed: boolean;
  readonly encoding: ImportEncoding;
  readonly delimiter: ImportDelimiter;
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  readonly mapping: FullMapping;
  readonly merchant: MerchantFacts;
  readonly nowMs: number;
  /** Under what the receipts are staged. */
  readonly loadId: string;
  /** The most lines that an order may have. */
  readonly maxLines: number;
}

/** Stores, products and people whom the rows name for the first time. */
export interface Fresh {
  readonly stores: readonly { readonly code: string; readonly name: string }[];
  readonly products: readonly FreshProduct[];
  /** Identifiers as the file writes them. */
  readonly people: readonly string[];
}

export interface FreshProduct {
  readonly sku: string;
  readonly name: string;
  readonly category: string | null;
  readonly brand: string | null;
}

/** The answers to `Fresh` in its order, each 16 bytes in a row: ids of stores and products, keyed hashes of people. */
export interface Known {
  readonly stores: Uint8Array;
  readonly products: Uint8Array;
  readonly people: Uint8Array;
  /** Of people whose identifier is none: their place, and why. */
  readonly faults: readonly (readonly [place: number, reason: RejectReason])[];
}

export interface ReadSoFar {
  readonly bytesRead: number;
  readonly rowsRead: number;
  readonly rowsTidied: number;
}

/** What a reader needs of those who have the database and the keys. */
export interface ReaderHost {
  resolve(fresh: Fresh): Promise<Known>;
  /** Takes staged orders in PostgreSQL's binary format; resolves when more may come. */
  readonly stage: (orders: Uint8Array) => Promise<void>;
  reject(rejects: readonly Reject[]): Promise<void>;
  tell(read: ReadSoFar): void;
}

/** The batches in which a file's orders were staged; none for a catalogue. */
export type ReadFile = (task: ReaderTask, host: ReaderHost) => Promise<OrderBatch[]>;
