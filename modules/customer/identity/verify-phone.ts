import { randomInt, timingSafeEqual } from 'node:crypto';
import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { HOUR_MS, MINUTE_MS, must, newId, ok, refuse, SECOND_MS, type Refusal, type Result } from '@shuke/kernel';
import type { IdentifierRefusal, KeyReused, VerificationRefusal } from '../errors.ts';
import { openPersonal, sealPersonal } from '../privacy/person-keys.ts';
import { codeRequested, identifierVerified } from './events.ts';
import * as identifiers from './identifier-store.ts';
import { sealIdentifier } from './identifier.ts';
import { countIncidents } from './incidents.ts';
import { openIdentifiers } from './seal-identifiers.ts';
import * as store from './verification-store.ts';

export const CODES_PER_HOUR = 5;
export const TRIES_PER_CODE = 5;
export const CODE_LIFE_MS = 5 * MINUTE_MS;
const CODE_PURPOSE = 'phone code';

export interface RequestCode {
  readonly key: string;
  readonly customerId: string;
  readonly phone: string;
}

export interface RequestedCode {
  readonly verificationId: string;
  readonly expiresAt: string;
}

type RequestRefusal =
  IdentifierRefusal | KeyReused | Refusal<'identifier_not_found' | 'customer_not_found' | 'verification_limited'>;

/**
 * Makes a code of six digits for a phone that is the customer's. It waits sealed until the system that sends messages collects it,
 * told by `customer.code_requested`; no member of staff sees it, for what a cashier can read proves nothing about a phone.
 */
export async function requestCode(
  ctx: Ctx,
  { key, customerId, phone }: RequestCode,
): Promise<Result<RequestedCode, RequestRefusal>> {
  const sealed = sealIdentifier(ctx.vault, ctx.actor.merchantId, { kind: 'phone', value: phone });
  if (!sealed.ok) return sealed;
  const { hash } = sealed.value;
  const made = await inTx<RequestedCode, RequestRefusal>(
    ctx,
    { key, input: [customerId, hash.toString('hex')] },
    async (tx) => {
      const [owner] = await identifiers.findOwners(tx, [sealed.value]);
      if (owner?.customer_id !== customerId) return refuse('identifier_not_found', { kind: 'phone' });
      const limited = await takeWithinLimit(tx, hash);
      return limited ?? makeCode(tx, ctx, { customerId, phoneHash: hash });
    },
  );
  if (!made.ok && made.refusal.code === 'verification_limited') await countIncidents(ctx, ['verification_limited']);
  return made;
}

async function takeWithinLimit(
  tx: Tx,
  phoneHash: Buffer,
): Promise<Result<never, Refusal<'verification_limited'>> | null> {
  const since = new Date(tx.now.getTime() - HOUR_MS);
  if ((await store.takeCodeToSend(tx, { phoneHash, since, limit: CODES_PER_HOUR })) === 1) return null;
  const oldest = (await store.oldestSent(tx, phoneHash)) ?? tx.now;
  const waitMs = oldest.getTime() + HOUR_MS - tx.now.getTime();
  return refuse('verification_limited', { retryAfterS: Math.max(1, Math.ceil(waitMs / SECOND_MS)) });
}

async function makeCode(
  tx: Tx,
  ctx: Ctx,
  { customerId, phoneHash }: { customerId: string; phoneHash: Buffer },
): Promise<Result<RequestedCode, Refusal<'customer_not_found'>>> {
  const verificationId = newId();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const [sealed] = await sealPersonal(tx, [{ customerId, purpose: CODE_PURPOSE, text: code }]);
  if (!sealed) return refuse('customer_not_found', { customerId });
  const expiresAt = new Date(tx.now.getTime() + CODE_LIFE_MS);
  const codeHash = hashCode(ctx, verificationId, code);
  await store.insertVerification(tx, {
    verificationId,
    customerId,
    phoneHash,
    codeHash,
    sealed,
    tries: TRIES_PER_CODE,
    expiresAt,
  });
  await appendEvents(tx, [codeRequested(verificationId, customerId)]);
  return ok({ verificationId, expiresAt: expiresAt.toISOString() });
}

const hashCode = ({ vault, actor }: Ctx, verificationId: string, code: string): Buffer =>
  vault.hash(actor.merchantId, 'phone code', `${verificationId}:${code}`);

export interface CollectedCode {
  readonly phone: string;
  readonly code: string;
  readonly expiresAt: string;
}

/** Hands a code out once, to the system that sends it: an API key or the program itself. */
export async function collectCode(
  ctx: Ctx,
  verificationId: string,
): Promise<Result<CollectedCode, VerificationRefusal | KeyReused>> {
  return inTx<CollectedCode, VerificationRefusal>(ctx, {}, async (tx) => {
    const row = await store.collectSealed(tx, verificationId);
    if (!row)
      return refuse(
        (await store.hasVerification(tx, verificationId)) ? 'verification_expired' : 'verification_not_found',
      );
    if (ctx.actor.kind !== 'api_key' && ctx.actor.kind !== 'system') return refuse('verification_for_keys');
    const { customer_id: customerId, sealed, phone } = row;
    const [code] = await openPersonal(tx, [{ customerId, purpose: CODE_PURPOSE, sealed }]);
    const [number] = await openIdentifiers(tx, [{ customerId, sealed: phone }]);
    const opened = {
      phone: must(number, 'who has a phone was not erased'),
      code: must(code, 'nor has their code been'),
    };
    return ok({ ...opened, expiresAt: row.expires_at.toISOString() });
  });
}

export interface ConfirmCode {
  readonly verificationId: string;
  readonly code: string;
}

/** Proves a phone by its code. A wrong one costs a try, which stays spent: the transaction commits and the refusal is said after it. */
export async function confirmCode(
  ctx: Ctx,
  { verificationId, code }: ConfirmCode,
): Promise<Result<null, VerificationRefusal | KeyReused>> {
  const tried = await inTx<{ triesLeft: number | null }, VerificationRefusal>(ctx, {}, async (tx) => {
    const row = await store.takeTry(tx, verificationId);
    if (!row)
      return refuse(
        (await store.hasVerification(tx, verificationId)) ? 'verification_expired' : 'verification_not_found',
      );
    if (!timingSafeEqual(row.code_hash, hashCode(ctx, verificationId, code))) return ok({ triesLeft: row.tries_left });
    await store.endVerification(tx, verificationId);
    const key = { kind: 'phone', hash: row.phone_hash } as const;
    // Released or moved meanwhile: what was proved is then nobody's.
    if ((await identifiers.markVerified(tx, row.customer_id, key)) === 0) return refuse('verification_expired');
    await appendEvents(tx, [identifierVerified(row.customer_id, 'phone')]);
    return ok({ triesLeft: null });
  });
  if (!tried.ok) return tried;
  const { triesLeft } = tried.value;
  if (triesLeft === null) return ok(null);
  await countIncidents(ctx, ['verification_wrong']);
  return refuse('verification_wrong', { triesLeft });
}
