import { SHARED_KINDS, type IdentifierKind, type SharedKind, type Signal } from '@shuke/contract';
import type { Vault } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import type { IdentifierRefusal } from '../errors.ts';
import { hintOf, normalizeIdentifier } from './identifier.ts';

/** A signal by which rows are looked up. Of what several people can share there is no hint, for nobody is told apart by it. */
export interface HashedSignal {
  readonly kind: IdentifierKind | SharedKind;
  readonly hash: Buffer;
  readonly hint: string | null;
}

const VISIBLE = /^[^\p{C}\p{Z}]{1,254}$/u;
const MAC_ADDRESS = /^[0-9a-f]{2}([:-]?)(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$/i;

export const isShared = (kind: Signal['kind']): kind is SharedKind =>
  (SHARED_KINDS as readonly string[]).includes(kind);

/** Hashes a signal other than a member code, which says by itself whose it is. */
export function hashSignal(
  vault: Pick<Vault, 'hash'>,
  merchantId: string,
  { kind, value }: Signal,
): Result<HashedSignal, IdentifierRefusal> {
  if (kind === 'member_code') return refuse('identifier_invalid', { kind });
  if (isShared(kind)) {
    const plain = plainOf(value);
    return plain === null
      ? refuse('identifier_invalid', { kind })
      : ok({ kind, hash: vault.hash(merchantId, kind, plain), hint: null });
  }
  const plain = normalizeIdentifier({ kind, value });
  if (!plain.ok) return plain;
  return ok({ kind, hash: vault.hash(merchantId, kind, plain.value), hint: hintOf(kind, plain.value) });
}

/** A hardware address has many ways of being written and is one device all the same. */
function plainOf(value: string): string | null {
  const plain = value.normalize('NFKC').trim();
  if (MAC_ADDRESS.test(plain)) return plain.replaceAll(/[:-]/g, '').toLowerCase();
  return VISIBLE.test(plain) ? plain : null;
}
