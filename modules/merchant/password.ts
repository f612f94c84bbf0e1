import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Services } from '@shuke/db';
import { DAY_MS } from '@shuke/kernel';
import { COMMON_PASSWORDS } from './common-passwords.ts';

// Argon2id as the OWASP Password Storage Cheat Sheet asks at least: 19 MiB, two passes, one lane.
const ARGON2ID = 2;
const COST = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A hash that no password has, of the same cost: what an unknown name is compared with. */
export const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$c2h1a2Ugbm9ib2R5cyBzYWx0$q2Zk1x0m8Vv4o5n8r0m3m5m0J1o8y7l2k3j4h5g6f7c';

// Keyed with the deployment's own secret, so that a dump of the database alone gives nothing to guess against.
const pepper = ({ vault }: Pick<Services, 'vault'>): Uint8Array => vault.hashGlobal('password', 'pepper');

/** Hashes a password in about 20 ms of a core. Never call it inside a transaction: it would hold rows meanwhile. */
export const hashPassword = (services: Pick<Services, 'vault'>, password: string): Promise<string> =>
  hash(password.normalize('NFKC'), { ...COST, secret: pepper(services) });

export const verifyPassword = (
  services: Pick<Services, 'vault'>,
  { passwordHash, password }: { passwordHash: string; password: string },
): Promise<boolean> => verify(passwordHash, password.normalize('NFKC'), { secret: pepper(services) });

const MIN_LENGTH = 10;
const MIN_DISTINCT = 5;

/** Why a password is not good enough, or null. `others` are words that it must not be, such as the sign-in name. */
export function weaknessOf(password: string, others: readonly string[]): string | null {
  const text = password.normalize('NFKC').toLowerCase();
  const characters = Array.from(text);
  if (characters.length < MIN_LENGTH) return 'too_short';
  if (new Set(characters).size < MIN_DISTINCT || COMMON_PASSWORDS.has(text)) return 'too_common';
  return others.some((other) => other.normalize('NFKC').toLowerCase() === text) ? 'not_of_your_own' : null;
}

/** How long a one-time password may wait for its first use. */
export const ONE_TIME_TTL_MS = 7 * DAY_MS;

// Letters and digits that no one confuses when reading them out: 31 of them, 16 characters, 79 bits.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to be read out once and changed at the first sign-in, such as k7xm-2fqa-9hwd-e4zt. */
export function oneTimePassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
