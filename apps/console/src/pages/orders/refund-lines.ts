import type { RefundRequest } from '@shuke/contract';

export interface RefundFields {
  storeCode: string;
  reason: string;
  restock: boolean;
  /** How many come back, by the number of the line; nothing where none does. */
  quantities?: Record<string, string | null | undefined>;
}

/** The lines of which something comes back. */
export const linesOf = (quantities: RefundFields['quantities'] = {}): RefundRequest['lines'] =>
  Object.entries(quantities).flatMap(([line, quantity]) =>
    quantity && Number(quantity) > 0 ? [{ line: Number(line), quantity }] : [],
  );
