import type { RejectReason } from '@shuke/contract';

/** Why a row cannot be imported, and for which column. A class, so that hot code tells it from a value by its kind. */
export class RowFault {
  readonly column: string;
  readonly reason: RejectReason;
  constructor(column: string, reason: RejectReason) {
    this.column = column;
    this.reason = reason;
  }
}

/** A row that is not imported. */
export interface Reject {
  /** The line of the file, counted from 1. */
  readonly row: number;
  readonly column: string;
  readonly reason: RejectReason;
}
