import type { BoundIdentifierView, IdentifierKind, IdentifierSource } from '@shuke/contract';
import { inRead, sql, type Ctx, type Tx } from '@shuke/db';
import { DAY_MS, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { isKnownCustomer } from '../known-customers.ts';
import { gradeOf } from './identifier.ts';
import { readIncidents, type Incident } from './incident-store.ts';

interface BoundRow {
  kind: IdentifierKind;
  hint: string;
  source: IdentifierSource;
  created_at: Date;
  last_seen_at: Date | null;
  seen_days: number;
  verified_at: Date | null;
}

/** By what a customer is found, with grade and history, the first one first: hints, never the identifiers. */
export async function readBound(tx: Tx, customerId: string): Promise<BoundIdentifierView[]> {
  const rows = await tx.many<BoundRow>(sql`
    select kind, hint, source, created_at, last_seen_at, seen_days, verified_at
      from customer_identifier
     where merchant_id = ${tx.merchantId} and customer_id = ${customerId}
     order by created_at, kind, hash`);
  return rows.map((row) => ({
    kind: row.kind,
    hint: row.hint,
    grade: gradeOf(row.kind, row.verified_at !== null),
    source: row.source,
    firstSeenAt: row.created_at.toISOString(),
    lastSeenAt: (row.last_seen_at ?? row.created_at).toISOString(),
    seenDays: row.seen_days,
    verifiedAt: row.verified_at?.toISOString() ?? null,
  }));
}

/** The same, or `customer_not_found`. */
export const boundIdentifiers = (
  ctx: Ctx,
  customerId: string,
): Promise<Result<BoundIdentifierView[], Refusal<'customer_not_found'>>> =>
  inRead(ctx, async (tx) => {
    const isKnown = await isKnownCustomer(tx, customerId);
    return isKnown ? ok(await readBound(tx, customerId)) : refuse('customer_not_found', { customerId });
  });

const SHOWN_DAYS = 30;
/** PostgreSQL knows no year 0, which a date on the wire can name. */
const FIRST_DAY = '0001-01-01';

/** What was refused or flagged on some days (UTC), the last thirty unless told. */
export function listIncidents(
  ctx: Ctx,
  days: { from?: string | undefined; to?: string | undefined },
): Promise<Incident[]> {
  const now = ctx.clock.now().getTime();
  const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const { from = dayOf(now - SHOWN_DAYS * DAY_MS), to = dayOf(now) } = days;
  return inRead(ctx, (tx) => readIncidents(tx, { from: notBefore(from), to: notBefore(to) }));
}

const notBefore = (day: string): string => (day < FIRST_DAY ? FIRST_DAY : day);
