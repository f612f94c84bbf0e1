import type { BoundIdentifierView, Identifier } from '@shuke/contract';
import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { CustomerRefusal, KeyReused } from '../errors.ts';
import { holdCustomers } from '../hold-customers.ts';
import { identifierAdded } from './events.ts';
import { sealIdentifier, type SealedIdentifier } from './identifier.ts';
import { readBound } from './identity-queries.ts';
import * as store from './identifier-store.ts';
import { countIncidents } from './incidents.ts';
import { sealForKnown } from './seal-identifiers.ts';

export interface BindIdentifier {
  readonly customerId: string;
  readonly identifier: Identifier;
  readonly source: 'till' | 'scan' | 'staff' | 'api';
}

type Bound = Result<BoundIdentifierView[], CustomerRefusal | KeyReused>;

/**
 * Gives a customer one more identifier. One that they have already stays as it is; one of somebody else is refused with
 * `identifier_taken` and counted: it is never moved, for that would make two people one.
 */
export async function bindIdentifier(ctx: Ctx, { customerId, identifier, source }: BindIdentifier): Promise<Bound> {
  const sealed = sealIdentifier(ctx.vault, ctx.actor.merchantId, identifier);
  if (!sealed.ok) return sealed;
  const bound = await inTx<BoundIdentifierView[], CustomerRefusal>(ctx, {}, async (tx) => {
    // Held, so that an erasure does not go past what is being bound.
    if (!(await holdCustomers(tx, [customerId])).has(customerId)) return refuse('customer_not_found', { customerId });
    const refused = await bind(tx, { customerId, source, row: sealed.value });
    return refused ?? ok(await readBound(tx, customerId));
  });
  if (!bound.ok && bound.refusal.code === 'identifier_taken') await countIncidents(ctx, ['identifier_taken']);
  return bound;
}

interface Binding {
  readonly customerId: string;
  readonly source: BindIdentifier['source'];
  readonly row: SealedIdentifier;
}

async function bind(
  tx: Tx,
  { customerId, source, row }: Binding,
): Promise<Result<never, Refusal<'identifier_taken' | 'customer_not_found'>> | null> {
  const kept = await sealForKnown(tx, customerId, [row]);
  if (!kept) return refuse('customer_not_found', { customerId });
  if ((await store.bindIdentifiers(tx, { customerId, boundBy: source, rows: kept })) === 1) {
    await appendEvents(tx, [identifierAdded(customerId, row.kind, source)]);
    return null;
  }
  const [owner] = await store.findOwners(tx, [row]);
  const ownerId = must(owner?.customer_id, 'an identifier that was not free has an owner');
  return ownerId === customerId ? null : refuse('identifier_taken', { kind: row.kind, customerId: ownerId });
}
