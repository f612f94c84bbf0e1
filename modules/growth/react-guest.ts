import type { Reaction } from '@shuke/contract';
import { inTx, type Services } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import { customerOfVisitor, learn, readRule, recordHappenings } from '@shuke/touchpoint';
import type { ReactionRefusal } from './errors.ts';
import { knownGuest } from './known-guest.ts';
import { openGuest, type Presented } from './open-guest.ts';

export interface ReactGuest extends Presented {
  readonly ruleId: string;
  readonly reaction: Reaction;
}

/** Records how a guest took what was shown, and learns from it where the guest agreed to that. */
export async function reactGuest(services: Services, cmd: ReactGuest): Promise<Result<null, ReactionRefusal>> {
  const opened = await openGuest(services, cmd);
  if (!opened.ok) return opened;
  const { ctx, touchpoint, visitor } = opened.value;
  const { touchpointId, storeId } = touchpoint;
  return inTx<null, ReactionRefusal>(ctx, {}, async (tx) => {
    const rule = await readRule(tx, cmd.ruleId);
    if (!rule) return refuse('content_not_found', { ruleId: cmd.ruleId });
    const customerId = await customerOfVisitor(tx, visitor);
    await recordHappenings(tx, [{ kind: 'reaction', touchpointId, storeId, visitor, customerId, at: tx.now }]);
    const { customerIds } = await knownGuest(tx, customerId);
    if (customerId === null || customerIds.length === 0 || rule.category === null) return ok(null);
    await learn(tx, [{ customerId, category: rule.category, kind: cmd.reaction, at: tx.now }]);
    return ok(null);
  });
}
