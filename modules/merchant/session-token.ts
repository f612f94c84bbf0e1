import { randomBytes } from 'node:crypto';
import type { Services } from '@shuke/db';
import { HOUR_MS, DAY_MS } from '@shuke/kernel';

/** A session ends after this long without a request, and after this long altogether. */
export const SESSION_IDLE_MS = 12 * HOUR_MS;
export const SESSION_LIFE_MS = 7 * DAY_MS;

const SECRET_BYTES = 32;
const TOKEN = /^([A-Za-z0-9_-]{22})\.[A-Za-z0-9_-]{43}$/;

/** A session's token: whose it is, then a secret. The first part saves a look-up that crosses tenants. */
export const newSessionToken = (tenantId: string): string =>
  `${Buffer.from(tenantId.replaceAll('-', ''), 'hex').toString('base64url')}.${randomBytes(SECRET_BYTES).toString('base64url')}`;

/** The merchant or agency that a token names, or null for what is no token. It proves nothing by itself. */
export function tenantOfToken(token: string | null): string | null {
  const named = TOKEN.exec(token ?? '')?.[1];
  if (named === undefined) return null;
  const hex = Buffer.from(named, 'base64url').toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** What of a token is stored. */
export const tokenHash = ({ vault }: Pick<Services, 'vault'>, token: string): Buffer =>
  vault.hashGlobal('session', token);

export const newApiKeyToken = (): string => `sk_${randomBytes(SECRET_BYTES).toString('base64url')}`;

export const isApiKeyToken = (token: string): boolean => /^sk_[A-Za-z0-9_-]{43}$/.test(token);
