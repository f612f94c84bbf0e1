import type { CustomerView, Identifier, IdentifierKind } from '@shuke/contract';
import { inRead, sql, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import * as store from './identity/identifier-store.ts';
import type { IdentifierRefusal } from './errors.ts';
import { sealIdentifier } from './identity/identifier.ts';

interface CustomerHintRow {
  source: string;
  created_at: Date;
  /** Null for who has no identifier left. */
  kind: IdentifierKind | null;
  hint: string | null;
}

/** A person as staff see them: hints, never the identifiers. Null for nobody of this merchant. */
export async function readCustomer(tx: Tx, customerId: string): Promise<CustomerView | null> {
  const rows = await tx.many<CustomerHintRow>(sql`
    select c.source, c.created_at, i.kind, i.hint
      from customer c
      left join customer_identifier i on i.merchant_id = c.merchant_id and i.customer_id = c.customer_id
     where c.merchant_id = ${tx.merchantId} and c.customer_id = ${customerId} and c.erased_at is null
     order by i.created_at, i.kind, i.hash`);
  const [first] = rows;
  if (!first) return null;
  const hints = rows.flatMap(({ kind, hint }) => (kind === null || hint === null ? [] : [{ kind, hint }]));
  return { customerId, hints, source: first.source, createdAt: first.created_at.toISOString() };
}

/** One person by id, or `customer_not_found`. */
export async function getCustomer(
  ctx: Ctx,
  customerId: string,
): Promise<Result<CustomerView, Refusal<'customer_not_found'>>> {
  const found = await inRead(ctx, (tx) => readCustomer(tx, customerId));
  return found ? ok(found) : refuse('customer_not_found', { customerId });
}

/** The person whom an identifier belongs to. It is sent in a body, never in an address, for addresses are logged. */
export async function findCustomer(
  ctx: Ctx,
  identifier: Identifier,
): Promise<Result<{ customerId: string }, IdentifierRefusal | Refusal<'customer_not_found'>>> {
  const sealed = sealIdentifier(ctx.vault, ctx.actor.merchantId, identifier);
  if (!sealed.ok) return sealed;
  const [owner] = await inRead(ctx, (tx) => store.findOwners(tx, [sealed.value]));
  return owner ? ok({ customerId: owner.customer_id }) : refuse('customer_not_found', { kind: identifier.kind });
}

/** The hint of each person's first identifier, by customer id. Ids of nobody are left out. */
export async function hintsOf(tx: Tx, customerIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.many<{ customer_id: string; hint: string }>(sql`
    select distinct on (c.customer_id) c.customer_id, coalesce(i.hint, '•••') as hint
      from customer c
      left join customer_identifier i on i.merchant_id = c.merchant_id and i.customer_id = c.customer_id
     where c.merchant_id = ${tx.merchantId} and c.customer_id = any (${customerIds}::uuid[])
     order by c.customer_id, i.created_at, i.kind, i.hash`);
  return new Map(rows.map((row) => [row.customer_id, row.hint]));
}
