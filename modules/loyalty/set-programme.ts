import { appendEvents, inTx, type Ctx } from '@shuke/db';
import { newId, ok, refuse, type Result } from '@shuke/kernel';
import type { KeyReused, ProgrammeRefusal } from './errors.ts';
import { programmeSet } from './events.ts';
import * as store from './loyalty-store.ts';
import { programmeFault } from './programme-fault.ts';
import type { Programme, ProgrammeDraft } from './programme.ts';

export interface SetProgramme {
  readonly key: string;
  readonly draft: ProgrammeDraft;
}

/** Sets the merchant's whole programme as its next version. What was earned before keeps the terms that it was earned under. */
export function setProgramme(
  ctx: Ctx,
  { key, draft }: SetProgramme,
): Promise<Result<Programme, ProgrammeRefusal | KeyReused>> {
  return inTx<Programme, ProgrammeRefusal>(ctx, { key, input: draft, storeRefusals: true }, async (tx) => {
    const fault = programmeFault(draft);
    if (fault) return refuse('programme_invalid', { ...fault });
    const head = await store.lockHead(tx, newId());
    const programme = { ...draft, programmeId: head.programmeId, version: head.version + 1 };
    await store.insertVersion(tx, programme, ctx.actor.id);
    await appendEvents(tx, [programmeSet(programme)]);
    return ok(programme);
  });
}
