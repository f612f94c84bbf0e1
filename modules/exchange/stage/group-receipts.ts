import type { ReceiptLine } from '../rows/receipt-line.ts';
import { addLine, fitsTogether, headOf, receiptOf, refOfContent, type StagedReceipt } from './staged-receipt.ts';

export interface Grouper {
  add(line: ReceiptLine): void;
  /** Hands on the receipt that is still open. */
  end(): void;
}

/**
 * Puts rows together that stand together and have one number. What comes again further down, does not fit, or is longer
 * than an order may be becomes a part of its own; whether the parts are one receipt is settled when all are staged.
 */
export function groupReceipts(onReceipt: (receipt: StagedReceipt) => void, maxLines: number): Grouper {
  let open: StagedReceipt | null = null;
  const end = (): void => {
    if (open) onReceipt(open);
    open = null;
  };
  const add = (line: ReceiptLine): void => {
    if (line.orderRef === null) {
      const receipt = receiptOf(line, '');
      return onReceipt({ ...receipt, orderRef: refOfContent(receipt) });
    }
    const isOpen = open !== null && open.orderRef === line.orderRef && open.rows.length < maxLines;
    if (isOpen && fitsTogether(open!, headOf(line))) return addLine(open!, line);
    end();
    open = receiptOf(line, line.orderRef);
  };
  return { add, end };
}
