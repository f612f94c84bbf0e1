import type { MerchantChange, MerchantView } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { listUnder, merchantEntry } from './directory-store.ts';
import type { KeyReused } from './errors.ts';
import { isPlaceTimeZone } from './merchant.ts';
import { merchantView, patchMerchant, setAgency } from './merchant-store.ts';
import { storesChanged } from './stores-changed.ts';

/** Changes the merchant's settings; a new time zone or start of day counts for later receipts only. */
export async function updateMerchant(
  ctx: Ctx,
  { agencyId, ...change }: MerchantChange,
): Promise<Result<MerchantView, Refusal<'time_zone_unknown' | 'not_found'> | KeyReused>> {
  if (change.timeZone !== undefined && !isPlaceTimeZone(change.timeZone)) return refuse('time_zone_unknown');
  return inTx(ctx, {}, async (tx) => {
    if (agencyId === null) {
      await setAgency(tx, null);
      await listUnder(tx, merchantEntry(ctx, tx.merchantId), tx.merchantId);
    }
    const row = await patchMerchant(tx, change);
    // A store without a clock of its own goes by the merchant's.
    if (change.timeZone !== undefined) await storesChanged(tx);
    return row ? ok(merchantView(tx.merchantId, row)) : refuse('not_found');
  });
}
