import { headerOf, openMany, sealingKey, sealMany } from '@shuke/db';
import type { Resealer } from '@shuke/merchant';
import { resealJobs, sealedJobs, TICKET_PURPOSE } from './print-store.ts';

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Tickets that wait for a printer while keys are rotated. */
export const ticketResealer: Resealer = {
  name: 'print_job',
  async page(tx, after, limit) {
    const rows = await sealedJobs(tx, after ?? NO_ID, limit);
    const { version } = await sealingKey(tx);
    const former = rows.filter((row) => headerOf(row.sealed)?.version !== version);
    const texts = await openMany(
      tx,
      TICKET_PURPOSE,
      former.map((row) => row.sealed),
    );
    const anew = await sealMany(tx, TICKET_PURPOSE, texts);
    const done = await resealJobs(
      tx,
      former.map((row, i) => ({ id: row.id, former: row.sealed, anew: anew[i]! })),
    );
    return { next: rows.length < limit ? null : rows.at(-1)!.id, done };
  },
};
