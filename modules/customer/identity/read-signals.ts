import type { Signal } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import type { RecognitionRefusal } from '../errors.ts';
import { decodeMember } from './member-code.ts';
import type { ShownCode, Wanted } from './recognise-store.ts';
import { hashSignal, isShared, type HashedSignal } from './signal.ts';

/** Signals as they are looked up, each once. */
export interface ReadSignals extends Wanted {
  readonly code: ShownCode | null;
}

/** Reads signals: identifiers and shared ones by their hashes, a member code by its keys. Several member codes are read as the last. */
export function readSignals(
  ctx: Ctx,
  signals: readonly Signal[],
  terminal: string,
): Result<ReadSignals, RecognitionRefusal> {
  const { vault, actor, clock } = ctx;
  const hashed = new Map<string, HashedSignal>();
  let code: ShownCode | null = null;
  for (const signal of signals) {
    if (signal.kind === 'member_code') {
      const member = decodeMember({ vault, merchantId: actor.merchantId }, signal.value, clock.now());
      if (member.state !== 'good') return refuse(`member_code_${member.state}`);
      code = { cardNo: member.cardNo, step: member.step, terminal };
    } else {
      const one = hashSignal(vault, actor.merchantId, signal);
      if (!one.ok) return one;
      hashed.set(keyOf(one.value), one.value);
    }
  }
  // In key order, so that two tills that see the same signals lock their rows alike.
  const all = [...hashed].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  const shared = all.filter(({ kind }) => isShared(kind));
  const identifiers = all.filter(({ kind }) => !isShared(kind));
  return ok({ shared, identifiers, cardNo: code?.cardNo ?? null, code });
}

/** What tells signals apart, and finds the rows of one. */
export const keyOf = ({ kind, hash }: { readonly kind: string | null; readonly hash: Buffer | null }): string =>
  `${kind}:${hash?.toString('hex')}`;
