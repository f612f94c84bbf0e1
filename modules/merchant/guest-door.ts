import { inLookup, type Ctx, type Services, type Tx } from '@shuke/db';
import { assert, ok, refuse, SECOND_MS, type Refusal, type Result } from '@shuke/kernel';
import { accountEntry, findEntry, takeEntries, touchpointEntry } from './directory-store.ts';
import { LIMIT_WINDOW_MS, networkOf } from './sign-in-limits.ts';
import { oldestAttempt, takeAttempt } from './sign-in-store.ts';

/** Lists the codes of touchpoints, each with its touchpoint's id, so that whoever scans one is led to this merchant. */
export async function listCodes(
  { vault }: Pick<Ctx, 'vault'>,
  tx: Tx,
  codes: readonly { readonly code: string; readonly touchpointId: string }[],
): Promise<void> {
  const rows = codes.map(({ code, touchpointId }) => ({
    entry: touchpointEntry({ vault }, code),
    subjectId: touchpointId,
  }));
  assert((await takeEntries(tx, tx.merchantId, rows)) === rows.length, 'no two codes have one hash');
}

/** Whose a touchpoint's code is; null for one that was never given. */
export async function merchantOfCode(services: Services, code: string): Promise<string | null> {
  const entry = await inLookup(services, (db) => findEntry(db, touchpointEntry(services, code)));
  return entry?.tenantId ?? null;
}

/** Lists a merchant's account at a provider, so that whoever calls for it is led to this merchant. */
export async function listAccount({ vault }: Pick<Ctx, 'vault'>, tx: Tx, accountId: string): Promise<void> {
  const rows = [{ entry: accountEntry({ vault }, accountId), subjectId: accountId }];
  assert((await takeEntries(tx, tx.merchantId, rows)) === 1, 'no two accounts have one id');
}

/** Whose an account is; null for one that there is not. */
export async function merchantOfAccount(services: Services, accountId: string): Promise<string | null> {
  const entry = await inLookup(services, (db) => findEntry(db, accountEntry(services, accountId)));
  return entry?.tenantId ?? null;
}

/** So many attempts of a kind within any quarter of an hour; all processes count together. */
export interface AddressLimit {
  /** What is counted, such as `join`; each purpose has a count of its own. */
  readonly purpose: string;
  readonly address: string;
  readonly limit: number;
}

/** Takes an attempt from an address before it is made, or refuses with the seconds to wait. */
export async function claimFromAddress(
  services: Services,
  { purpose, address, limit }: AddressLimit,
): Promise<Result<null, Refusal<'too_many_requests'>>> {
  const bucket = services.vault.hashGlobal(`${purpose} by address`, networkOf(address));
  const at = services.clock.now();
  const since = new Date(at.getTime() - LIMIT_WINDOW_MS);
  const taken = await inLookup(services, (db) => takeAttempt(db, { bucket, at, since, limit }));
  if (taken === 1) return ok(null);
  const oldest = await inLookup(services, (db) => oldestAttempt(db, bucket));
  const waitMs = (oldest ?? at).getTime() + LIMIT_WINDOW_MS - at.getTime();
  return refuse('too_many_requests', { retryAfterS: Math.max(1, Math.ceil(waitMs / SECOND_MS)) });
}
