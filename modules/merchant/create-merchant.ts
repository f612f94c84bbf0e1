import type { Locale } from '@shuke/contract';
import { appendEvents, inTx, systemCtx, type Services } from '@shuke/db';
import { isCurrency, newId, ok, refuse, type Result } from '@shuke/kernel';
import { insertPrepared, prepareStaff } from './add-staff.ts';
import { merchantEntry, takeEntry } from './directory-store.ts';
import { orRefused, type KeyReused, type MerchantRefusal } from './errors.ts';
import { merchantCreated } from './events.ts';
import { isPlaceTimeZone, isSignInName } from './merchant.ts';
import { insertMerchant } from './merchant-store.ts';
import { insertStore } from './place-store.ts';

export interface CreateMerchant {
  readonly name: string;
  /** ISO 4217; it stays for good, as every amount is in it. */
  readonly currency?: string;
  readonly timeZone?: string;
  readonly locale?: Locale;
  /** Minutes after midnight at which the business day begins. */
  readonly dayStartMinute?: number;
  readonly owner: { readonly signInName: string; readonly displayName: string };
  readonly store?: { readonly code: string; readonly name: string };
  readonly agencyId?: string;
}

export interface MerchantCreated {
  readonly merchantId: string;
  readonly ownerId: string;
  readonly storeId: string | null;
  /** The owner's; shown here and nowhere else. */
  readonly oneTimePassword: string;
}

/**
 * Sets up a merchant with its first owner and, if wanted, a first store. Names of merchants may repeat; what keeps a
 * repeated set-up from making a second merchant is the owner's sign-in name, which is taken by then.
 */
export async function createMerchant(
  services: Services,
  command: CreateMerchant,
): Promise<Result<MerchantCreated, MerchantRefusal | KeyReused>> {
  const merchant = {
    name: command.name,
    currency: command.currency ?? 'CNY',
    timeZone: command.timeZone ?? 'Asia/Shanghai',
    locale: command.locale ?? ('zh-CN' as const),
    dayStartMinute: command.dayStartMinute ?? 0,
    agencyId: command.agencyId ?? null,
  };
  if (!isSignInName(command.owner.signInName)) return refuse('invalid_request', { field: 'signInName' });
  if (!isCurrency(merchant.currency)) return refuse('invalid_request', { field: 'currency' });
  if (!isPlaceTimeZone(merchant.timeZone)) return refuse('time_zone_unknown');
  const merchantId = newId();
  const ctx = systemCtx(services, merchantId);
  const owner = await prepareStaff(services, { ...command.owner, role: 'owner' });
  const store = command.store && { ...command.store, storeId: newId(), brandId: null, regionId: null };
  return inTx(ctx, {}, async (tx) => {
    const inserted = await orRefused(insertMerchant(tx, merchant));
    if (!inserted.ok) return refuse('not_found', { field: 'agencyId' });
    const listed = merchantEntry(services, merchantId);
    await takeEntry(tx, listed, { tenantId: merchantId, subjectId: merchant.agencyId ?? merchantId });
    const hired = await insertPrepared(tx, services, owner);
    if (!hired.ok) return hired;
    if (store) await insertStore(tx, { ...store, timeZone: null, active: true });
    await appendEvents(tx, [merchantCreated(merchantId)]);
    const { staffId: ownerId, oneTimePassword } = owner;
    return ok({ merchantId, ownerId, storeId: store?.storeId ?? null, oneTimePassword });
  });
}
