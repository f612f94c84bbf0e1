import type { NewEvent } from '@shuke/db';

export interface PostedBatch {
  readonly importId: string;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly orders: number;
  readonly customers: number;
}

/** One batch of an import was posted. One event for thousands of rows: whoever follows reads the orders by their import. */
export const importPosted = (batch: PostedBatch): NewEvent<'import.posted'> => ({
  type: 'import.posted',
  payload: batch,
});
