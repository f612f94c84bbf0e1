import type { Tx } from './client.ts';
import { sql } from './sql.ts';

/** Words by which a person could still be told in what idempotency keys remember. */
export interface Traces {
  /** What is theirs alone, such as a phone number: it says who it was wherever it stands. */
  readonly own: readonly string[];
  /** What others have too, such as a hint: it counts where one of the ids stands with it. */
  readonly shared: readonly string[];
  readonly ids: readonly string[];
}

/**
 * Takes a person out of what idempotency keys remember. An answer that shows them is replaced by one that refuses, for a repeat
 * of such a request must not do it again and has nobody to answer about; a key that was made of what is theirs goes. Looks
 * at the keys of 30 days, which an erasure is rare enough for.
 */
export async function forgetPerson(tx: Tx, traces: Traces, refusalCode: string): Promise<void> {
  const { own, shared, ids } = traces;
  const answer = JSON.stringify({ ok: false, refusal: { code: refusalCode } });
  await tx.run(sql`
    update idempotency set answer = ${answer}::json
     where merchant_id = ${tx.merchantId} and answer is not null
       and (exists (select from unnest(${own}::text[]) as one (word) where strpos(answer::text, word) > 0)
         or exists (select from unnest(${shared}::text[]) as one (word) where strpos(answer::text, word) > 0)
        and exists (select from unnest(${ids}::text[]) as one (id) where strpos(answer::text, id) > 0))`);
  await tx.run(sql`
    delete from idempotency
     where merchant_id = ${tx.merchantId} and answer is not null
       and exists (select from unnest(${own}::text[]) as one (word) where strpos(key, word) > 0)`);
}
