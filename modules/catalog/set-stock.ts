import { inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import type { KeyReused, RowsRefusal, StockRefusal } from './errors.ts';
import { MAX_STOCK_MILLI, stockRowsOf } from './stock-rows.ts';
import { deleteStock, lockStock, writeStock } from './stock-store.ts';

export interface StockCount {
  readonly sku: string;
  readonly storeCode: string;
  /** What is there, in thousandths; null stops tracking, and then any quantity can be sold. */
  readonly quantityMilli: number | null;
}

export interface SetStock {
  readonly key: string;
  readonly rows: readonly StockCount[];
}

/** Takes over what was counted in stores, at most 1,000 rows at once, all or none. A first count begins to track. */
export function setStock(
  ctx: Ctx,
  { key, rows }: SetStock,
): Promise<Result<{ rows: number }, RowsRefusal | StockRefusal | KeyReused>> {
  return inTx<{ rows: number }, RowsRefusal | StockRefusal>(
    ctx,
    { key, input: rows, storeRefusals: true },
    async (tx) => {
      const found = await stockRowsOf(tx, ctx.actor, rows);
      if (!found.ok) return found;
      const tooLarge = rows.find(({ quantityMilli }) => quantityMilli !== null && quantityMilli > MAX_STOCK_MILLI);
      if (tooLarge) return refuse('stock_too_large', { sku: tooLarge.sku });
      const counted = found.value.flatMap(({ quantityMilli, ...row }) =>
        quantityMilli === null ? [] : [{ ...row, quantityMilli }],
      );
      const dropped = found.value.filter(({ quantityMilli }) => quantityMilli === null);
      await lockStock(tx, found.value);
      if (counted.length > 0) await writeStock(tx, counted);
      if (dropped.length > 0) await deleteStock(tx, dropped);
      return ok({ rows: rows.length });
    },
  );
}
