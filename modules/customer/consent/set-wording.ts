import type { ConsentPurpose } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { Fault, ok, type Refusal, type Result } from '@shuke/kernel';
import { insertWording } from './consent-store.ts';
import type { Wording } from './wordings.ts';

export interface SetWording {
  readonly key: string;
  readonly purpose: ConsentPurpose;
  readonly en: string;
  readonly zh: string;
}

/** Sets what people are asked from now on, as the next version of the purpose; who agreed before keeps the version they saw. */
export function setWording(ctx: Ctx, cmd: SetWording): Promise<Result<Wording, Refusal<'idempotency_key_reused'>>> {
  const { key, purpose, en, zh } = cmd;
  return inTx<Wording, never>(ctx, { key, input: cmd }, async (tx) => {
    const wording = await insertWording(tx, { purpose, en, zh, by: ctx.actor.id });
    if (!wording) throw new Fault('another version was set at the same time');
    return ok(wording);
  });
}
