import { randomBytes } from 'node:crypto';
import type { Vault } from '@shuke/db';

const SECRET_BYTES = 32;
const TOKEN = /^mp_([A-Za-z0-9_-]{22})\.[A-Za-z0-9_-]{43}$/;

/** A guest's token: at which merchant, then a secret. The first part saves a look-up that crosses tenants. */
export function newGuestToken(merchantId: string): string {
  const merchant = Buffer.from(merchantId.replaceAll('-', ''), 'hex').toString('base64url');
  return `mp_${merchant}.${randomBytes(SECRET_BYTES).toString('base64url')}`;
}

/** The merchant that a token names, or null for what is no token. It proves nothing by itself. */
export function merchantOfToken(token: string | null): string | null {
  const named = TOKEN.exec(token ?? '')?.[1];
  if (named === undefined) return null;
  const hex = Buffer.from(named, 'base64url').toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** What of a token is stored. */
export const tokenHash = (vault: Vault, merchantId: string, token: string): Buffer =>
  vault.hash(merchantId, 'mini-program token', token);

/** What of a code of WeChat's is stored, so that it opens one session. */
export const codeHash = (vault: Vault, merchantId: string, code: string): Buffer =>
  vault.hash(merchantId, 'mini-program code', code);
