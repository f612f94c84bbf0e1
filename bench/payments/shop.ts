import { ensureProducts, setPrices } from '@shuke/catalog';
import { inTx, systemCtx, type Services } from '@shuke/db';
import { must, newId, ok, type Refusal, type Result } from '@shuke/kernel';
import { NO_PROGRAMME, setProgramme } from '@shuke/loyalty';
import { addApiKey, createMerchant } from '@shuke/merchant';
import { addAccount } from '@shuke/payment';
import type { RunningStandIns } from '@shuke/sandbox/stand-ins';

/** A merchant whose guests pay by WeChat. */
export interface PayingShop {
  readonly merchantId: string;
  readonly accountId: string;
  /** Signs a till in. */
  readonly token: string;
}

function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

/** Opens a shop that sells tea at 6.00 for points, and takes payments by WeChat, which calls back at `publicUrl`. */
export async function openPayingShop(
  services: Services,
  {
    name,
    standIns,
    publicUrl,
  }: { readonly name: string; readonly standIns: RunningStandIns; readonly publicUrl: string },
): Promise<PayingShop> {
  const owner = { signInName: `${name}@bench`, displayName: 'Owner' };
  const { merchantId } = valueOf(await createMerchant(services, { name, owner, store: { code: 'S1', name: 'Store' } }));
  const ctx = systemCtx(services, must(merchantId, 'the merchant was made'));
  const tea = { sku: 'TEA', name: '酸梅汤', category: 'drink', priceMinor: 600 };
  await inTx(ctx, {}, async (tx) => ok(await ensureProducts(tx, [tea])));
  valueOf(await setPrices(ctx, { key: newId(), rows: [tea] }));
  const points = {
    earn: { units: 1, perMinor: 100 },
    burn: { unitsPerStep: 100, stepMinor: 100, maxShareBps: 5_000, as: 'tender' },
    validity: { kind: 'months', months: 12, toMonthEnd: true },
    pendingDays: 0,
  } as const;
  valueOf(await setProgramme(ctx, { key: newId(), draft: { ...NO_PROGRAMME, points } }));
  const { baseUrl, settings, secrets } = standIns.providers.wechat.account(name);
  const account = { gateway: 'wechat', name, baseUrl, publicUrl, settings, secrets } as const;
  const { accountId } = valueOf(await addAccount(ctx, { key: newId(), account, publicUrl: null }));
  const key = valueOf(await addApiKey(ctx, { key: newId(), name: 'till', scopes: ['payment:take'] }));
  return { merchantId, accountId, token: must(key.token, 'the first answer shows the token') };
}
