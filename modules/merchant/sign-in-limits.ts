import { isIPv6 } from 'node:net';
import { inLookup, type Services } from '@shuke/db';
import { MINUTE_MS, ok, refuse, SECOND_MS, type Refusal, type Result } from '@shuke/kernel';
import { forgetAttempts, giveBackAttempt, oldestAttempt, takeAttempt } from './sign-in-store.ts';

/** Failed attempts by one name and from one address within any quarter of an hour. All processes count together. */
export const NAME_LIMIT = 10;
export const ADDRESS_LIMIT = 50;
export const LIMIT_WINDOW_MS = 15 * MINUTE_MS;

/** What is counted: each is one bucket with a limit of its own. */
export interface Counted {
  readonly bucket: Buffer;
  readonly limit: number;
}

type Vaulted = Pick<Services, 'vault'>;

// The table holds keyed hashes, so that a dump of it tells neither names nor addresses.
export const countedName = ({ vault }: Vaulted, name: string): Counted => ({
  bucket: vault.hashGlobal('attempt by name', name),
  limit: NAME_LIMIT,
});
export const countedAddress = ({ vault }: Vaulted, address: string): Counted => ({
  bucket: vault.hashGlobal('attempt by address', networkOf(address)),
  limit: ADDRESS_LIMIT,
});

/** One home has 2^64 addresses of IPv6, so the network is what counts there; an IPv4 address counts by itself. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  const groups = [...left, ...gap, ...right].slice(0, 4);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}

/** Takes an attempt before it is made, so that those under way count too. Refuses with the seconds to wait. */
export async function claimAttempt(
  services: Services,
  { bucket, limit }: Counted,
): Promise<Result<Date, Refusal<'sign_in_limited'>>> {
  const at = services.clock.now();
  const since = new Date(at.getTime() - LIMIT_WINDOW_MS);
  const taken = await inLookup(services, (db) => takeAttempt(db, { bucket, at, since, limit }));
  if (taken === 1) return ok(at);
  const oldest = await inLookup(services, (db) => oldestAttempt(db, bucket));
  const waitMs = (oldest ?? at).getTime() + LIMIT_WINDOW_MS - at.getTime();
  return refuse('sign_in_limited', { retryAfterS: Math.max(1, Math.ceil(waitMs / SECOND_MS)) });
}

/** After a success the name starts anew. */
export const forgiveAll = async (services: Services, { bucket }: Counted): Promise<void> => {
  await inLookup(services, (db) => forgetAttempts(db, bucket));
};

/** After a success the address gets its one attempt back; the failures of others from there still count. */
export const forgiveOne = async (services: Services, { bucket }: Counted, at: Date): Promise<void> => {
  await inLookup(services, (db) => giveBackAttempt(db, bucket, at));
};
