import { inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import { MAX_STOCK_MILLI, stockRowsOf } from './stock-rows.ts';
import type { KeyReused, RowsRefusal, StockRefusal } from './errors.ts';
import { stockKey } from './stock-rules.ts';
import { lockStock } from './stock-store.ts';
import { takeStock } from './take-stock.ts';

export interface StockAdjustment {
  readonly sku: string;
  readonly storeCode: string;
  /** What came in, or went out where it is negative. */
  readonly byMilli: number;
}

export interface AdjustStock {
  readonly key: string;
  readonly rows: readonly StockAdjustment[];
}

/** Adds what was received and takes off what was lost, at most 1,000 rows at once, all or none. */
export function adjustStock(
  ctx: Ctx,
  { key, rows }: AdjustStock,
): Promise<Result<{ rows: number }, RowsRefusal | StockRefusal | KeyReused>> {
  return inTx<{ rows: number }, RowsRefusal | StockRefusal>(
    ctx,
    { key, input: rows, storeRefusals: true },
    async (tx) => {
      const found = await stockRowsOf(tx, ctx.actor, rows);
      if (!found.ok) return found;
      const locked = await lockStock(tx, found.value);
      const stock = new Map(locked.map((row) => [stockKey(row), row.quantityMilli]));
      for (const row of found.value) {
        const quantityMilli = stock.get(stockKey(row));
        if (quantityMilli === undefined) return refuse('stock_not_tracked', { sku: row.sku });
        if (quantityMilli + row.byMilli < 0) return refuse('stock_insufficient', { sku: row.sku, quantityMilli });
        if (quantityMilli + row.byMilli > MAX_STOCK_MILLI) return refuse('stock_too_large', { sku: row.sku });
      }
      await takeStock(
        tx,
        found.value.map(({ byMilli, ...row }) => ({ ...row, quantityMilli: -byMilli })),
      );
      return ok({ rows: rows.length });
    },
  );
}
