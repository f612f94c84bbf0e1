import type { TouchpointView } from '@shuke/contract';
import { inRead, type Ctx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { merchantSettings, readStore } from '@shuke/merchant';
import type { TouchpointNotFound } from './errors.ts';
import { readTouchpoint, touchpointPage } from './touchpoint-store.ts';
import { touchpointView } from './wire.ts';

/** What sorts before every UUID. */
export const NO_ID = '00000000-0000-0000-0000-000000000000';

export interface TouchpointList {
  readonly storeId?: string | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

interface TouchpointPage {
  items: TouchpointView[];
  next: string | null;
}

/** Touchpoints in the order in which they were made, at most `limit` (50). */
export function listTouchpoints(
  ctx: Ctx,
  { storeId, after = NO_ID, limit = 50 }: TouchpointList,
): Promise<Result<TouchpointPage, Refusal<'not_found'>>> {
  return inRead(ctx, async (tx) => {
    if (storeId !== undefined && !(await readStore(tx, storeId))) return refuse('not_found');
    const { currency } = await merchantSettings(tx);
    const rows = await touchpointPage(tx, { storeId, after, limit: limit + 1 });
    const items = rows.slice(0, limit).map((row) => touchpointView(row, currency));
    return ok({ items, next: rows.length > limit ? items.at(-1)!.touchpointId : null });
  });
}

export async function getTouchpoint(
  ctx: Ctx,
  touchpointId: string,
): Promise<Result<TouchpointView, TouchpointNotFound>> {
  return inRead(ctx, async (tx) => {
    const found = await readTouchpoint(tx, touchpointId);
    if (!found) return refuse('touchpoint_not_found', { touchpointId });
    return ok(touchpointView(found, (await merchantSettings(tx)).currency));
  });
}
