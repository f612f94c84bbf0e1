import type { DuplicatesView, MergeReason, PersonView } from '@shuke/contract';
import { inRead, sql, type Ctx, type Tx } from '@shuke/db';
import { must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { knownCustomers } from '../known-customers.ts';
import { circleOf, personsOf } from './circles.ts';
import * as store from './link-store.ts';
import { linkView } from './link-view.ts';

const MOST_LINKS = 200;

/** For whom a customer stands, who else does, and every merge of these people: at most the 200 newest. */
export function personOf(ctx: Ctx, customerId: string): Promise<Result<PersonView, Refusal<'customer_not_found'>>> {
  return inRead(ctx, async (tx) => {
    const known = await knownCustomers(tx, [{ merchantId: tx.merchantId, customerId }]);
    if (!known.has(customerId)) return refuse('customer_not_found', { customerId });
    const personId = must((await personsOf(tx, [customerId])).get(customerId), 'a person is answered for each');
    const circle = must((await circleOf(tx, [customerId])).get(customerId), 'a circle is answered for each');
    const links = await store.linksOf(tx, circle, MOST_LINKS);
    return ok({ customerId, personId, circle, links: links.map(linkView) });
  });
}

interface PairRow {
  readonly a: string;
  readonly b: string;
  readonly kinds: string[];
}

const MOST_PAIRS = 200;

/** What a shared signal shows, the strongest first. A device or a network alone can be a family's. */
const SHOWS: readonly (readonly [kind: string, because: MergeReason])[] = [
  ['real_name_hash', 'same_real_name'],
  ['phone', 'same_phone'],
  ['payment_token', 'same_payer'],
  ['device', 'same_device'],
];

/** Customers who are likely one person and are not merged: pairs that share a signal, the strongest evidence first. */
export function likelyDuplicates(ctx: Ctx): Promise<Result<DuplicatesView, never>> {
  return inRead(ctx, async (tx) => {
    const pairs = await sharingPairs(tx);
    const persons = await personsOf(tx, [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]);
    const items = pairs
      .filter(({ a, b }) => persons.get(a) !== persons.get(b))
      .map(({ a, b, kinds }) => ({ customerIds: [a, b], evidence: evidenceOf(kinds) }))
      .toSorted((one, other) => strength(one.evidence) - strength(other.evidence));
    return ok({ items });
  });
}

const evidenceOf = (kinds: readonly string[]): MergeReason[] =>
  SHOWS.filter(([kind]) => kinds.includes(kind)).map(([, because]) => because);

const strength = ([best]: readonly MergeReason[]): number => SHOWS.findIndex(([, because]) => because === best);

/** Two who were seen with one thing, or one who was seen with what is the other's identifier. */
const sharingPairs = (tx: Tx): Promise<PairRow[]> =>
  tx.many<PairRow>(sql`
    with owned as (
      select merchant_id, kind, hash, customer_id
        from customer_signal
       where merchant_id = ${tx.merchantId} and kind = any (${SHOWS.map(([kind]) => kind)}::text[])
      union
      select i.merchant_id, i.kind, i.hash, i.customer_id
        from customer_identifier i
        join customer_signal s on s.merchant_id = i.merchant_id and s.kind = i.kind and s.hash = i.hash
       where i.merchant_id = ${tx.merchantId}
    )
    select a.customer_id as a, b.customer_id as b, array_agg(distinct a.kind) as kinds
      from owned a
      join owned b on b.merchant_id = a.merchant_id and b.kind = a.kind and b.hash = a.hash
                  and b.customer_id > a.customer_id
     group by a.customer_id, b.customer_id
     order by array_agg(distinct a.kind) && array['real_name_hash'] desc, a.customer_id, b.customer_id
     limit ${MOST_PAIRS}`);
