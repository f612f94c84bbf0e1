import type { ClaimTickets, ClaimedTickets } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { ok, SECOND_MS, type Result } from '@shuke/kernel';
import { placeOf } from '../place.ts';
import type { ReceiptRefusal } from '../errors.ts';
import * as store from './print-store.ts';
import { escposOf } from './render.ts';

/** A printer that does not say within this time that it has printed is taken for dead, and another gets the ticket. */
const HELD_MS = 60 * SECOND_MS;
const MOST = 20;

/** Gives the caller tickets of a store to print, each to one caller at a time. What is given out again is marked as a reprint. */
export async function claimTickets(ctx: Ctx, ask: ClaimTickets): Promise<Result<ClaimedTickets, ReceiptRefusal>> {
  const { width = 80, language = 'zh', most = MOST } = ask;
  const claimed = await inTx(ctx, {}, async (tx): Promise<Result<ClaimedTickets, ReceiptRefusal>> => {
    const place = await placeOf(tx, ctx.actor, ask.storeCode);
    if (!place.ok) return place;
    const until = new Date(tx.now.getTime() + HELD_MS);
    const jobs = await store.claimJobs(tx, { storeId: place.value.storeId, by: ctx.actor.id, until, most });
    const tickets = jobs.map(({ jobId, referenceId, claims, ticket }) => ({
      jobId,
      referenceId,
      kind: ticket.kind,
      isReprint: claims > 1,
      escpos: escposOf(ticket, { width, language, isReprint: claims > 1 }).toString('base64'),
    }));
    return ok({ tickets, heldUntil: until.toISOString() });
  });
  return claimed as Result<ClaimedTickets, ReceiptRefusal>;
}
