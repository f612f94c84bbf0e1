import type { CustomerView, Identifier } from '@shuke/contract';
import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { must, newId, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { CustomerRefusal } from '../errors.ts';
import { readCustomer } from '../customer-queries.ts';
import { customerCreated } from './events.ts';
import * as store from './identifier-store.ts';
import { newPersonKeys } from '../privacy/person-keys.ts';
import { sealIdentifier, type SealedIdentifier } from './identifier.ts';
import { IDENTIFIER_PURPOSE } from './seal-identifiers.ts';

export interface CreateCustomer {
  readonly key: string;
  readonly identifiers: readonly Identifier[];
}

type CreateRefusal = CustomerRefusal | Refusal<'idempotency_key_reused'>;

/**
 * Makes one person of several identifiers. Refuses with `identifier_taken` where one of them is somebody's already:
 * which of two people it is, nobody may guess.
 */
export function createCustomer(ctx: Ctx, command: CreateCustomer): Promise<Result<CustomerView, CreateRefusal>> {
  const { key, identifiers } = command;
  return inTx<CustomerView, CustomerRefusal>(ctx, { key, input: fingerprint(ctx, identifiers) }, async (tx) => {
    const sealed = sealAll(ctx, identifiers);
    if (!sealed.ok) return sealed;
    const customerId = newId();
    const [key] = await newPersonKeys(tx, [customerId]);
    const kept = sealed.value.map((row) => ({ ...row, sealed: key!.seal(IDENTIFIER_PURPOSE, row.plain) }));
    const source = ctx.actor.kind === 'api_key' ? 'api' : 'console';
    const boundBy = source === 'api' ? 'api' : 'staff';
    const bound = await store.bindIdentifiers(tx, { customerId, boundBy, rows: kept });
    if (bound < sealed.value.length) return refuseTaken(tx, customerId, sealed.value);
    await store.insertCustomer(tx, key!, source);
    await appendEvents(tx, [customerCreated(customerId, { source })]);
    return ok(must(await readCustomer(tx, customerId), 'the customer that was just made is there'));
  });
}

// A phone number has too few digits for a plain hash of it to hide it, so the key's input is the keyed hash.
const fingerprint = (ctx: Ctx, identifiers: readonly Identifier[]): string[] =>
  identifiers.map(({ kind, value }) => ctx.vault.hash(ctx.actor.merchantId, kind, value).toString('hex'));

/** In key order and each once: what locks in one order cannot meet another crosswise. */
function sealAll(ctx: Ctx, identifiers: readonly Identifier[]): Result<SealedIdentifier[], CustomerRefusal> {
  const byKey = new Map<string, SealedIdentifier>();
  for (const identifier of identifiers) {
    const sealed = sealIdentifier(ctx.vault, ctx.actor.merchantId, identifier);
    if (!sealed.ok) return sealed;
    byKey.set(`${sealed.value.kind}:${sealed.value.hash.toString('hex')}`, sealed.value);
  }
  return ok([...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sealed]) => sealed));
}

async function refuseTaken(tx: Tx, customerId: string, sealed: readonly SealedIdentifier[]) {
  const owners = await store.findOwners(tx, sealed);
  const other = must(
    owners.find((owner) => owner.customer_id !== customerId),
    'an identifier that was not free has an owner',
  );
  return refuse('identifier_taken', { kind: other.kind, customerId: other.customer_id });
}
