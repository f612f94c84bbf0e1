import type { MerchantAdded, NewMerchant } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { newId, ok, type Result } from '@shuke/kernel';
import { insertPreparedMerchant, prepareMerchant } from './create-merchant.ts';
import type { KeyReused, MerchantRefusal } from './errors.ts';
import { inTxOnce } from './secret-once.ts';

export type AddAgencyMerchant = NewMerchant & { readonly agencyId: string; readonly key: string };

/**
 * Sets up a merchant that an agency looks after from the start, with its first owner, whose one-time password only the
 * first answer to the key shows.
 */
export async function addAgencyMerchant(
  ctx: Ctx,
  { key, agencyId, ...wanted }: AddAgencyMerchant,
): Promise<Result<MerchantAdded, MerchantRefusal | KeyReused>> {
  const prepared = await prepareMerchant(ctx, { ...wanted, agencyId });
  if (!prepared.ok) return prepared;
  // A transaction acts for one tenant, and the merchant is none yet: under the agency the key stands for the id alone, and
  // under that id for what was asked and answered. Whoever repeats it, also after a crash in between, means one merchant.
  const reserved = await inTx<string, never>(actingFor(ctx, agencyId), { key }, async () => ok(newId()));
  if (!reserved.ok) return reserved;
  const merchantId = reserved.value;
  const added = await inTxOnce({ ctx: actingFor(ctx, merchantId), key, input: wanted }, (tx) =>
    insertPreparedMerchant(tx, ctx, prepared.value),
  );
  if (!added.ok) return added;
  const { oneTimePassword } = prepared.value.owner;
  return ok({ merchantId, ...added.value.value, oneTimePassword: added.value.isFirst ? oneTimePassword : null });
}

const actingFor = (ctx: Ctx, merchantId: string): Ctx => ({ ...ctx, actor: { ...ctx.actor, merchantId } });
