import { inTx, type Ctx, type Tx } from '@shuke/db';
import { newId, ok, type Refusal, type Result } from '@shuke/kernel';
import type { KeyReused } from './errors.ts';

export interface SecretCommand {
  readonly ctx: Ctx;
  readonly key: string | undefined;
  readonly input: unknown;
}

/** What a command made; `isFirst` where this very call made it, so that its secret may be shown. */
export interface Made<T> {
  readonly value: T;
  readonly isFirst: boolean;
}

/**
 * Runs a command whose answer shows a secret once. What is stored for repeats of the key holds a mark of the call that
 * made it in the place of the secret: a repeat is told everything else, and no secret lies in the database.
 */
export async function inTxOnce<T, R extends Refusal>(
  { ctx, key, input }: SecretCommand,
  body: (tx: Tx) => Promise<Result<T, R>>,
): Promise<Result<Made<T>, R | KeyReused>> {
  const call = newId();
  const result = await inTx(ctx, { key, input }, async (tx) => {
    const made = await body(tx);
    return made.ok ? ok({ call, value: made.value }) : made;
  });
  return result.ok ? ok({ value: result.value.value, isFirst: result.value.call === call }) : result;
}
