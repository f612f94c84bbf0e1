import { inTx, type Ctx, type Tx } from '@shuke/db';
import { MINUTE_MS, must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { knownCustomers } from '../known-customers.ts';
import type { ConsentSaid } from './consent.ts';
import { latestVersion } from './consent-store.ts';
import type { ConsentRefusal } from './errors.ts';
import { recordConsents } from './record-consents.ts';

export interface RecordConsent {
  readonly key: string;
  readonly said: Omit<ConsentSaid, 'at' | 'by'> & { readonly at: Date | null };
}

// How far a till's clock may run ahead; what it says is then taken as said now.
const CLOCK_AHEAD_MS = 10 * MINUTE_MS;

/** Records that one person agrees or withdraws; a withdrawal holds for whatever reads after this has answered. */
export function recordConsent(
  ctx: Ctx,
  { key, said }: RecordConsent,
): Promise<Result<{ entryId: string }, ConsentRefusal | Refusal<'idempotency_key_reused'>>> {
  return inTx<{ entryId: string }, ConsentRefusal>(ctx, { key, input: said }, async (tx) => {
    const at = said.at ?? tx.now;
    if (at.getTime() > tx.now.getTime() + CLOCK_AHEAD_MS)
      return refuse('consent_time_invalid', { now: tx.now.toISOString() });
    const refused = await whyNot(tx, said);
    if (refused) return refused;
    const [entryId] = await recordConsents(tx, [{ ...said, at: at < tx.now ? at : tx.now, by: ctx.actor.id }]);
    return ok({ entryId: must(entryId, 'each row has its entry') });
  });
}

async function whyNot(tx: Tx, { customerId, purpose, wording }: RecordConsent['said']) {
  const known = await knownCustomers(tx, [{ merchantId: tx.merchantId, customerId }]);
  if (!known.has(customerId)) return refuse('customer_not_found', { customerId });
  if (wording === null || wording.version === 0) return null;
  const latest = await latestVersion(tx, purpose);
  return wording.version > latest ? refuse('consent_wording_unknown', { latest }) : null;
}
