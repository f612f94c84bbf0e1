import { raw, sql, type Tx } from '@shuke/db';
import type { CodedTouchpoint, Touchpoint } from './touchpoint.ts';

const COLUMNS = raw(`
  t.touchpoint_id as "touchpointId", t.store_id as "storeId", t.kind, t.label, t.staff_id as "staffId",
  t.cost_minor as "costMinor", t.cost_per as "costPer", t.active, t.created_at as "createdAt"`);

export const insertTouchpoints = (tx: Tx, rows: readonly Touchpoint[]): Promise<number> =>
  tx.run(sql`
    insert into touchpoint
      (merchant_id, touchpoint_id, store_id, kind, label, staff_id, cost_minor, cost_per, active, created_at)
    select ${tx.merchantId}, n.touchpoint_id, n.store_id, n.kind, n.label, n.staff_id, n.cost_minor, n.cost_per, n.active,
           ${tx.now}
      from unnest(${rows.map((r) => r.touchpointId)}::uuid[], ${rows.map((r) => r.storeId)}::uuid[],
                  ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.label)}::text[],
                  ${rows.map((r) => r.staffId)}::uuid[], ${rows.map((r) => r.costMinor)}::bigint[],
                  ${rows.map((r) => r.costPer)}::text[], ${rows.map((r) => r.active)}::boolean[])
        as n (touchpoint_id, store_id, kind, label, staff_id, cost_minor, cost_per, active)`);

interface NewCode {
  readonly touchpointId: string;
  readonly code: string;
}

export const insertCodes = (tx: Tx, rows: readonly NewCode[]): Promise<number> =>
  tx.run(sql`
    insert into touchpoint_code (merchant_id, code, touchpoint_id, created_at, expires_at)
    select ${tx.merchantId}, n.code, n.touchpoint_id, ${tx.now}, null
      from unnest(${rows.map((r) => r.code)}::text[], ${rows.map((r) => r.touchpointId)}::uuid[])
        as n (code, touchpoint_id)`);

/** Gives the lasting code of a touchpoint an end; whoever rotates at the same time waits here. */
export const endLastingCode = (tx: Tx, touchpointId: string, expiresAt: Date): Promise<number> =>
  tx.run(sql`
    update touchpoint_code set expires_at = ${expiresAt}
     where merchant_id = ${tx.merchantId} and touchpoint_id = ${touchpointId} and expires_at is null`);

export const updateTouchpoint = (tx: Tx, t: Touchpoint): Promise<number> =>
  tx.run(sql`
    update touchpoint
       set label = ${t.label}, cost_minor = ${t.costMinor}, cost_per = ${t.costPer}, active = ${t.active}
     where merchant_id = ${tx.merchantId} and touchpoint_id = ${t.touchpointId}`);

/** Locks a touchpoint for a change of it or of its code. */
export const lockTouchpoint = (tx: Tx, touchpointId: string): Promise<Touchpoint | null> =>
  tx.maybeOne<Touchpoint>(sql`
    select ${COLUMNS} from touchpoint t
     where t.merchant_id = ${tx.merchantId} and t.touchpoint_id = ${touchpointId}
       for update`);

export interface TouchpointsWanted {
  readonly storeId?: string | undefined;
  readonly kind?: string | undefined;
  readonly after: string;
  readonly limit: number;
}

/** Touchpoints with their codes of now, in the order in which they were made. */
export const touchpointPage = (
  tx: Tx,
  { storeId, kind, after, limit }: TouchpointsWanted,
): Promise<CodedTouchpoint[]> =>
  tx.many<CodedTouchpoint>(sql`
    select ${COLUMNS}, c.code
      from touchpoint t
      join touchpoint_code c
        on c.merchant_id = t.merchant_id and c.touchpoint_id = t.touchpoint_id and c.expires_at is null
     where t.merchant_id = ${tx.merchantId} and t.touchpoint_id > ${after}
       and (${storeId ?? null}::uuid is null or t.store_id = ${storeId ?? null})
       and (${kind ?? null}::text is null or t.kind = ${kind ?? null})
     order by t.touchpoint_id limit ${limit}`);

export const readTouchpoint = (tx: Tx, touchpointId: string): Promise<CodedTouchpoint | null> =>
  tx.maybeOne<CodedTouchpoint>(sql`
    select ${COLUMNS}, c.code
      from touchpoint t
      join touchpoint_code c
        on c.merchant_id = t.merchant_id and c.touchpoint_id = t.touchpoint_id and c.expires_at is null
     where t.merchant_id = ${tx.merchantId} and t.touchpoint_id = ${touchpointId}`);

export interface CodeRow extends Touchpoint {
  readonly expiresAt: Date | null;
}

/** The touchpoint of any code that was ever given, with the code's end. */
export const readCodeRow = (tx: Tx, code: string): Promise<CodeRow | null> =>
  tx.maybeOne<CodeRow>(sql`
    select ${COLUMNS}, c.expires_at as "expiresAt"
      from touchpoint_code c
      join touchpoint t on t.merchant_id = c.merchant_id and t.touchpoint_id = c.touchpoint_id
     where c.merchant_id = ${tx.merchantId} and c.code = ${code}`);
