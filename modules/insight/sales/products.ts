import type { InsightProducts } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import { answering, type Answer, type Asked, type Question } from '../asking/asking.ts';
import { changeBps, shareBps } from '../asking/ratio.ts';
import { readProductSales, type ProductRow } from './product-store.ts';

const DEFAULT_PRODUCTS = 20;

const mostFirst = (a: ProductRow, b: ProductRow): number =>
  b.amount - a.amount || (a.product_id < b.product_id ? -1 : 1);

/** The products that brought most. Reads every order line of the period and of its comparison. */
export const topProducts = (ctx: Ctx, asked: Asked & { limit?: number }): Answer<InsightProducts> =>
  answering(ctx, asked, async (question) => {
    const rows = await readProductSales(question.reader, question.range);
    const amountOfAll = rows.reduce((all, row) => all + row.amount, 0);
    const best = rows
      .filter((row) => row.lines > 0)
      .sort(mostFirst)
      .slice(0, asked.limit ?? DEFAULT_PRODUCTS);
    return {
      ...question.frame('products'),
      amount: question.money(amountOfAll),
      returned: question.money(rows.reduce((all, row) => all + row.returned, 0)),
      products: best.map((row) => productFigures(row, amountOfAll, question)),
    };
  });

const productFigures = (row: ProductRow, amountOfAll: number, question: Question) => ({
  productId: row.product_id,
  sku: row.sku,
  name: row.name,
  category: row.category,
  quantity: milliText(row.quantity_milli),
  lines: row.lines,
  amount: question.money(row.amount),
  discount: question.money(row.discount),
  returnedQuantity: milliText(row.returned_milli),
  returned: question.money(row.returned),
  net: question.money(row.amount - row.returned),
  amountBps: shareBps(row.amount, amountOfAll),
  amountBefore: question.money(row.amount_before),
  amountChangeBps: changeBps(row.amount, row.amount_before),
});

/** Thousandths as a plain decimal: 1500 is "1.5", 2000 is "2". */
export function milliText(milli: number): string {
  assert(Number.isSafeInteger(milli), 'a quantity is an integer of thousandths');
  const digits = Math.abs(milli).toString().padStart(4, '0');
  const fraction = digits.slice(-3).replace(/0+$/, '');
  return `${milli < 0 ? '-' : ''}${digits.slice(0, -3)}${fraction === '' ? '' : `.${fraction}`}`;
}
