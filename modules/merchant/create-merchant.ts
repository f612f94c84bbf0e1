import type { Locale } from '@shuke/contract';
import { appendEvents, inTx, systemCtx, type Services, type Tx } from '@shuke/db';
import { isCurrency, newId, ok, refuse, type Result } from '@shuke/kernel';
import { insertPrepared, prepareStaff, type PreparedStaff } from './add-staff.ts';
import { merchantEntry, takeEntry } from './directory-store.ts';
import { orRefused, type KeyReused, type MerchantRefusal } from './errors.ts';
import { merchantCreated } from './events.ts';
import { isPlaceTimeZone, isSignInName } from './merchant.ts';
import { insertMerchant, type MerchantToInsert } from './merchant-store.ts';
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

/** A merchant that may be written: checked, with its owner's password thought of and hashed. */
export interface PreparedMerchant {
  readonly merchant: MerchantToInsert;
  readonly owner: PreparedStaff;
  readonly store: { readonly storeId: string; readonly code: string; readonly name: string } | null;
}

/**
 * Sets up a merchant with its first owner and, if wanted, a first store. Names of merchants may repeat; what keeps a
 * repeated set-up from making a second merchant is the owner's sign-in name, which is taken by then.
 */
export async function createMerchant(
  services: Services,
  command: CreateMerchant,
): Promise<Result<MerchantCreated, MerchantRefusal | KeyReused>> {
  const prepared = await prepareMerchant(services, command);
  if (!prepared.ok) return prepared;
  const merchantId = newId();
  const written = await inTx(systemCtx(services, merchantId), {}, (tx) =>
    insertPreparedMerchant(tx, services, prepared.value),
  );
  if (!written.ok) return written;
  return ok({ merchantId, ...written.value, oneTimePassword: prepared.value.owner.oneTimePassword });
}

/** Fills in what was left open and refuses what cannot be, before any transaction. */
export async function prepareMerchant(
  services: Pick<Services, 'vault'>,
  command: CreateMerchant,
): Promise<Result<PreparedMerchant, MerchantRefusal>> {
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
  const owner = await prepareStaff(services, { ...command.owner, role: 'owner' });
  return ok({ merchant, owner, store: command.store ? { ...command.store, storeId: newId() } : null });
}

/** Writes a prepared merchant in a transaction that acts for its id. */
export async function insertPreparedMerchant(
  tx: Tx,
  services: Pick<Services, 'vault'>,
  { merchant, owner, store }: PreparedMerchant,
): Promise<Result<{ ownerId: string; storeId: string | null }, MerchantRefusal>> {
  const inserted = await orRefused(insertMerchant(tx, merchant));
  if (!inserted.ok) return refuse('not_found', { field: 'agencyId' });
  const { merchantId } = tx;
  const subjectId = merchant.agencyId ?? merchantId;
  await takeEntry(tx, merchantEntry(services, merchantId), { tenantId: merchantId, subjectId });
  const hired = await insertPrepared(tx, services, owner);
  if (!hired.ok) return hired;
  if (store)
    await insertStore(tx, { ...store, brandId: null, regionId: null, timeZone: null, location: null, active: true });
  await appendEvents(tx, [merchantCreated(merchantId)]);
  return ok({ ownerId: owner.staffId, storeId: store?.storeId ?? null });
}
