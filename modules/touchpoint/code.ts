import { randomBytes } from 'node:crypto';
import type { Vault } from '@shuke/db';

// Crockford's base 32: no I, L, O or U, so that a code that is typed off a worn poster is not another code.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const HALF_BYTES = 5;

/** Forty random bits and a tag of forty: a guess needs both, and is told apart without asking the database. */
export const CODE_LENGTH = 16;
const HALF_LENGTH = CODE_LENGTH / 2;

type Keyed = Pick<Vault, 'hashGlobal'>;

/** Makes codes that nobody can guess or forge. */
export function newCodes(vault: Keyed, count: number): string[] {
  const random = randomBytes(count * HALF_BYTES);
  return Array.from({ length: count }, (_, nth) => {
    const id = base32(random.subarray(nth * HALF_BYTES, (nth + 1) * HALF_BYTES));
    return id + tagOf(vault, id);
  });
}

/** A code as it is stored, read as people type it; null for what this installation never made. */
export function readCode(vault: Keyed, text: string): string | null {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replaceAll('O', '0');
  if (plain.length !== CODE_LENGTH) return null;
  const id = plain.slice(0, HALF_LENGTH);
  return plain === id + tagOf(vault, id) ? plain : null;
}

const tagOf = (vault: Keyed, id: string): string =>
  base32(vault.hashGlobal('touchpoint code', id).subarray(0, HALF_BYTES));

/** Five bytes as eight characters. */
function base32(bytes: Uint8Array): string {
  const bits = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return Array.from({ length: HALF_LENGTH }, (_, nth) => {
    const shift = BigInt(5 * (HALF_LENGTH - 1 - nth));
    return ALPHABET[Number((bits >> shift) & 31n)];
  }).join('');
}
