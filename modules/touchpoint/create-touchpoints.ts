import type { CostPeriod, NewTouchpoint, TouchpointBatch, TouchpointView } from '@shuke/contract';
import { inTx, rowsChanged, type Ctx, type Tx } from '@shuke/db';
import { newId, ok, parseMinor, refuse, type Result } from '@shuke/kernel';
import { findStores, knownStaff, listCodes, merchantSettings } from '@shuke/merchant';
import { newCodes } from './code.ts';
import { orLabelTaken, type KeyReused, type TouchpointRefusal } from './errors.ts';
import { insertCodes, insertTouchpoints } from './touchpoint-store.ts';
import { batchLabels, MOST_AT_ONCE } from './touchpoint.ts';
import { touchpointView } from './wire.ts';

export type CreateTouchpoints =
  { readonly key: string; readonly one: NewTouchpoint } | { readonly key: string; readonly batch: TouchpointBatch };

type Made = Result<TouchpointView[], TouchpointRefusal | KeyReused>;

/** Makes one touchpoint, or a numbered batch of them, each with a code of its own; all or none. */
export function createTouchpoints(ctx: Ctx, { key, ...input }: CreateTouchpoints): Promise<Made> {
  return inTx<TouchpointView[], TouchpointRefusal>(ctx, { key, input }, async (tx) => {
    const drafts = 'one' in input ? [input.one] : draftsOf(input.batch);
    if (!drafts) return refuse('touchpoint_invalid', { field: 'from', most: MOST_AT_ONCE });
    const terms = await termsOf(tx, drafts[0]!);
    if (!terms.ok) return terms;
    const { currency, ...shared } = terms.value;
    const codes = newCodes(ctx.vault, drafts.length);
    const touchpoints = drafts.map(({ label, kind, staffId }, nth) => ({
      ...shared,
      touchpointId: newId(),
      kind,
      label,
      staffId: staffId ?? null,
      active: true,
      createdAt: tx.now,
      code: codes[nth]!,
    }));
    const inserted = await orLabelTaken(insertTouchpoints(tx, touchpoints));
    if (!inserted.ok) return inserted;
    await insertCodes(tx, touchpoints);
    await rowsChanged(
      tx,
      'pub_touchpoint',
      touchpoints.map((one) => one.touchpointId),
    );
    await listCodes(ctx, tx, touchpoints);
    return ok(touchpoints.map((one) => touchpointView(one, currency)));
  });
}

function draftsOf(batch: TouchpointBatch): NewTouchpoint[] | null {
  const { from: _from, to: _to, ...shared } = batch;
  return batchLabels(batch)?.map((label) => ({ ...shared, label })) ?? null;
}

interface Terms {
  storeId: string | null;
  costMinor: number;
  costPer: CostPeriod;
  currency: string;
}

/** What all of a batch have in common, or what is wrong with it. */
async function termsOf(tx: Tx, draft: NewTouchpoint): Promise<Result<Terms, TouchpointRefusal>> {
  const { currency } = await merchantSettings(tx);
  const costMinor = parseMinor(draft.cost ?? '0', currency);
  if (costMinor === null) return refuse('touchpoint_invalid', { field: 'cost' });
  const staffId = draft.staffId ?? null;
  if ((draft.kind === 'staff') !== (staffId !== null)) return refuse('touchpoint_invalid', { field: 'staffId' });
  if (staffId !== null && !(await knownStaff(tx, [{ merchantId: tx.merchantId, staffId }])).has(staffId))
    return refuse('not_found', { field: 'staffId' });
  const storeCode = draft.storeCode ?? null;
  const store = storeCode === null ? null : (await findStores(tx, [storeCode])).get(storeCode);
  if (store === undefined) return refuse('not_found', { field: 'storeCode' });
  return ok({ storeId: store?.storeId ?? null, costMinor, costPer: draft.costPer ?? 'once', currency });
}
