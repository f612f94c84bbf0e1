import { sql, type Tx } from '@shuke/db';
import type { BillLine } from '../gateway/gateway.ts';
import type { Unlike } from './difference.ts';

export interface BillDay {
  readonly accountId: string;
  readonly day: string;
}

/** Notes that a bill was read; false where it was before: then its lines and fees are there. */
export const insertBill = async (tx: Tx, { accountId, day }: BillDay, lines: number): Promise<boolean> =>
  (await tx.run(sql`
    insert into payment_bill (merchant_id, account_id, day, lines, fetched_at)
    values (${tx.merchantId}, ${accountId}, ${day}, ${lines}, ${tx.now})
    on conflict (merchant_id, account_id, day) do nothing`)) === 1;

/** Adds the lines of a bill that are new: a provider lists a number once, on the day on which it happened. */
export const insertLines = (tx: Tx, { accountId, day }: BillDay, lines: readonly BillLine[]): Promise<BillLine[]> =>
  tx.many<BillLine>(sql`
    insert into payment_bill_line
      (merchant_id, account_id, kind, out_no, day, out_trade_no, provider_ref, amount_minor, fee_minor, currency, at)
    select ${tx.merchantId}, ${accountId}, n.kind, n.out_no, ${day}, n.out_trade_no, n.provider_ref, n.amount_minor,
           n.fee_minor, n.currency, n.at
      from unnest(${lines.map((l) => l.kind)}::text[], ${lines.map((l) => l.outNo)}::text[],
                  ${lines.map((l) => l.outTradeNo)}::text[], ${lines.map((l) => l.providerRef)}::text[],
                  ${lines.map((l) => l.amountMinor)}::bigint[], ${lines.map((l) => l.feeMinor)}::bigint[],
                  ${lines.map((l) => l.currency)}::text[], ${lines.map((l) => l.at.toISOString())}::timestamptz[])
             as n (kind, out_no, out_trade_no, provider_ref, amount_minor, fee_minor, currency, at)
    on conflict (merchant_id, account_id, kind, out_no) do nothing
    returning kind, out_no as "outNo", out_trade_no as "outTradeNo", provider_ref as "providerRef",
              amount_minor as "amountMinor", fee_minor as "feeMinor", currency, at`);

/** Lines of a day that the books do not have alike: unknown, of another amount, or not captured or paid back here. */
export const unlikeHere = (tx: Tx, { accountId, day }: BillDay): Promise<Unlike[]> =>
  tx.many<Unlike>(sql`
    select l.kind as "lineKind", l.out_no as "outNo", p.payment_id as "paymentId", r.refund_id as "refundId",
           case l.kind when 'charge' then p.amount_minor else r.amount_minor end as "oursMinor",
           l.amount_minor as "theirsMinor", coalesce(p.currency = l.currency, true) as "sameCurrency",
           case l.kind when 'charge' then p.status else r.status end as status
      from payment_bill_line l
      left join payment_refund r on r.merchant_id = l.merchant_id and l.kind = 'refund' and r.out_refund_no = l.out_no
       and r.account_id = l.account_id
      left join payment p on p.merchant_id = l.merchant_id and p.account_id = l.account_id
       and p.out_trade_no = l.out_trade_no
     where l.merchant_id = ${tx.merchantId} and l.account_id = ${accountId} and l.day = ${day}
       and (case l.kind
              when 'charge' then p.status is distinct from 'captured' or p.amount_minor <> l.amount_minor
                                 or p.currency <> l.currency
              else r.status is distinct from 'refunded' or r.amount_minor <> l.amount_minor end)
     order by l.kind, l.out_no
     limit 10000`);

export interface Span extends BillDay {
  readonly from: Date;
  readonly until: Date;
}

/** What the books have of a day and the bill does not: captured or paid back within it, and in no bill that was read. */
export const unlikeThere = (tx: Tx, { accountId, from, until }: Span): Promise<Unlike[]> =>
  tx.many<Unlike>(sql`
    select 'charge' as "lineKind", p.out_trade_no as "outNo", p.payment_id as "paymentId", null::uuid as "refundId",
           p.amount_minor as "oursMinor", null::bigint as "theirsMinor", true as "sameCurrency", p.status
      from payment p
     where p.merchant_id = ${tx.merchantId} and p.account_id = ${accountId}
       and p.paid_at >= ${from} and p.paid_at < ${until}
       and not exists (select from payment_bill_line l
                        where l.merchant_id = p.merchant_id and l.account_id = p.account_id and l.kind = 'charge'
                          and l.out_no = p.out_trade_no)
    union all
    select 'refund', r.out_refund_no, r.payment_id, r.refund_id, r.amount_minor, null, true, r.status
      from payment_refund r
     where r.merchant_id = ${tx.merchantId} and r.account_id = ${accountId}
       and r.refunded_at >= ${from} and r.refunded_at < ${until}
       and not exists (select from payment_bill_line l
                        where l.merchant_id = r.merchant_id and l.account_id = r.account_id and l.kind = 'refund'
                          and l.out_no = r.out_refund_no)
     order by 1, 2
     limit 10000`);

export const linesOf = (
  tx: Tx,
  {
    accountId,
    kind,
    outNos,
  }: { readonly accountId: string; readonly kind: BillLine['kind']; readonly outNos: readonly string[] },
): Promise<BillLine[]> =>
  tx.many<BillLine>(sql`
    select kind, out_no as "outNo", out_trade_no as "outTradeNo", provider_ref as "providerRef",
           amount_minor as "amountMinor", fee_minor as "feeMinor", currency, at
      from payment_bill_line
     where merchant_id = ${tx.merchantId} and account_id = ${accountId} and kind = ${kind}
       and out_no = any (${outNos}::text[])`);

/** All accounts, for what one that is switched off began goes on, each with the days of its bills that were read since a day. */
export const accountsToBill = (tx: Tx, since: string): Promise<{ accountId: string; read: string[] }[]> =>
  tx.many(sql`
    select a.account_id as "accountId",
           coalesce((select array_agg(b.day::text) from payment_bill b
                      where b.merchant_id = a.merchant_id and b.account_id = a.account_id and b.day >= ${since}), '{}') as read
      from payment_account a
     where a.merchant_id = ${tx.merchantId}
     order by a.account_id`);
