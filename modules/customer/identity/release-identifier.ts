import type { BoundIdentifierView, Identifier } from '@shuke/contract';
import { appendEvents, inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { IdentifierRefusal, KeyReused } from '../errors.ts';
import { identifierReleased } from './events.ts';
import { sealIdentifier } from './identifier.ts';
import { readBound } from './identity-queries.ts';
import * as store from './identifier-store.ts';

export interface ReleaseIdentifier {
  readonly customerId: string;
  readonly identifier: Identifier;
}

type ReleaseRefusal = IdentifierRefusal | Refusal<'identifier_not_found'>;

/** Takes an identifier from a customer, as when a number is somebody else's by now; it is then free for whoever shows it. */
export async function releaseIdentifier(
  ctx: Ctx,
  { customerId, identifier }: ReleaseIdentifier,
): Promise<Result<BoundIdentifierView[], ReleaseRefusal | KeyReused>> {
  const { kind } = identifier;
  const sealed = sealIdentifier(ctx.vault, ctx.actor.merchantId, identifier);
  if (!sealed.ok) return sealed;
  return inTx<BoundIdentifierView[], ReleaseRefusal>(ctx, {}, async (tx) => {
    if (!(await store.releaseIdentifier(tx, customerId, sealed.value))) return refuse('identifier_not_found', { kind });
    await appendEvents(tx, [identifierReleased(customerId, kind)]);
    return ok(await readBound(tx, customerId));
  });
}
