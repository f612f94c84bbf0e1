import { minorDigits } from '@shuke/kernel';
import type { FullMapping } from '../mapping.ts';
import { cellReader, type Cells } from './cells.ts';
import { MAX_SCALED, numberReader } from './read-number.ts';
import { RowFault } from './row-fault.ts';

/** What a row sold and for how much. */
export interface LineMoney {
  readonly quantityMilli: number;
  readonly amountMinor: number;
  readonly discountMinor: number;
}

const ONE_MILLI = 1000;
const QUANTITY_DIGITS = 3;

/** Makes the reader of a row's quantity, amount and discounts. A file without amounts sells for zero. */
export function moneyReader(mapping: FullMapping, columns: readonly string[]) {
  const cells = cellReader(mapping, columns);
  const { decimalMark, thousandsMark, currencySymbol: symbol, roundAmounts: rounds } = mapping;
  const readMoney = numberReader({ decimalMark, thousandsMark, symbol, digits: minorDigits(mapping.currency), rounds });
  const readUnits = numberReader({ decimalMark, thousandsMark, symbol: '', digits: QUANTITY_DIGITS, rounds });
  const [quantity, amount, unitPrice] = [cells.find('quantity'), cells.find('amount'), cells.find('unitPrice')];
  const discounts = (cells.find('discount')?.places ?? []).map((at) => ({ places: [at], column: columns[at]! }));

  const number = (fields: readonly string[], at: Cells, read: (text: string) => number): number =>
    read(cells.text(fields, at));
  const quantityOf = (fields: readonly string[]): number =>
    quantity ? number(fields, quantity, readUnits) : ONE_MILLI;
  const amountOf = (fields: readonly string[], quantityMilli: number): number => {
    if (amount) return number(fields, amount, readMoney);
    if (!unitPrice) return 0;
    return rounded((number(fields, unitPrice, readMoney) * quantityMilli) / ONE_MILLI);
  };
  const discountOf = (fields: readonly string[]): number | RowFault => {
    let sum = 0;
    for (const at of discounts) {
      const text = cells.text(fields, at);
      const value = text === '' ? 0 : readMoney(text);
      // Tills write what came off as 5.00 or as -5.00, a whole column in one way or the other.
      if (Number.isNaN(value)) return new RowFault(at.column, 'bad_discount');
      sum += Math.abs(value);
    }
    return sum;
  };
  const missing = (fields: readonly string[], at: Cells | null) => at !== null && cells.text(fields, at) === '';

  return (fields: readonly string[]): LineMoney | RowFault => {
    const quantityMilli = quantityOf(fields);
    if (Number.isNaN(quantityMilli)) {
      return new RowFault(quantity!.column, missing(fields, quantity) ? 'missing_value' : 'bad_quantity');
    }
    const amountMinor = amountOf(fields, quantityMilli);
    if (Number.isNaN(amountMinor)) {
      const at = amount ?? unitPrice;
      return new RowFault(at!.column, missing(fields, at) ? 'missing_value' : 'bad_amount');
    }
    const discountMinor = discountOf(fields);
    if (discountMinor instanceof RowFault) return discountMinor;
    return { quantityMilli, amountMinor, discountMinor };
  };
}

/** Half away from zero, and never -0; NaN for what no receipt comes to. */
function rounded(value: number): number {
  const size = Math.round(Math.abs(value));
  if (size > MAX_SCALED) return Number.NaN;
  return value < 0 && size !== 0 ? -size : size;
}
