import { inRead, systemCtx, type Services } from '@shuke/db';
import { SECOND_MS } from '@shuke/kernel';
import { merchantOfAccount } from '@shuke/merchant';
import { accountsById, type PaymentAccount } from './account-store.ts';

// Opening an account takes three statements and a decryption, more than all else of a callback together.
const REMEMBERED_MS = 5 * SECOND_MS;
const MOST = 2_000;

interface Remembered {
  readonly account: Promise<PaymentAccount | null>;
  readonly atMs: number;
}

const remembered = new WeakMap<Services['db'], Map<string, Remembered>>();

/**
 * An account by its id alone, as a callback names it; null for one that there is not. It may be five seconds old: a key that was
 * changed a moment ago makes a callback be refused or taken, and the provider sends it again.
 */
export function knownAccount(services: Services, accountId: string): Promise<PaymentAccount | null> {
  const all = remembered.get(services.db) ?? new Map<string, Remembered>();
  remembered.set(services.db, all);
  const nowMs = performance.now();
  const known = all.get(accountId);
  if (known && nowMs - known.atMs < REMEMBERED_MS) return known.account;
  if (all.size >= MOST) all.clear();
  const account = read(services, accountId);
  all.set(accountId, { account, atMs: nowMs });
  // A database that was away is asked again at once.
  account.catch(() => all.delete(accountId));
  return account;
}

async function read(services: Services, accountId: string): Promise<PaymentAccount | null> {
  const merchantId = await merchantOfAccount(services, accountId);
  if (merchantId === null) return null;
  const ctx = systemCtx(services, merchantId);
  return (await inRead(ctx, (tx) => accountsById(tx, [accountId]))).get(accountId) ?? null;
}
