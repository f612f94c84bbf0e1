import { inRead, inTx, sql, type Ctx } from '@shuke/db';
import { ok, type Result } from '@shuke/kernel';
import type { KeyReused } from '../errors.ts';
import { DEFAULT_THRESHOLD } from './evidence.ts';

/** From which confidence on the merchant takes a person for recognised. */
export const readThreshold = (ctx: Ctx): Promise<number> =>
  inRead(ctx, async (tx) => {
    const row = await tx.maybeOne<{ threshold_bps: number }>(sql`
      select threshold_bps from recognition_setting where merchant_id = ${tx.merchantId}`);
    return row ? row.threshold_bps / 10_000 : DEFAULT_THRESHOLD;
  });

/** Sets it, between a half and 0.999: below a half one would name who it probably is not. */
export const setThreshold = (ctx: Ctx, threshold: number): Promise<Result<{ threshold: number }, KeyReused>> =>
  inTx(ctx, {}, async (tx) => {
    const bps = Math.round(threshold * 10_000);
    await tx.run(sql`
      insert into recognition_setting (merchant_id, threshold_bps, changed_at) values (${tx.merchantId}, ${bps}, ${tx.now})
      on conflict (merchant_id) do update set threshold_bps = excluded.threshold_bps, changed_at = excluded.changed_at`);
    return ok({ threshold: bps / 10_000 });
  });
