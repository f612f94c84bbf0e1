import { raw, sql, type Tx } from '@shuke/db';
import type { Claim } from '../charge/payment-store.ts';
import type { Refund, RefundCause } from './refund.ts';

/** The columns of a refund, of `r`, beside its payment, `p`. */
const REFUND = raw(`r.refund_id as "refundId", r.payment_id as "paymentId", r.account_id as "accountId",
  r.out_refund_no as "outRefundNo", r.amount_minor as "amountMinor", r.cause, r.reference_id as "referenceId", r.status,
  r.provider_code as "providerCode", r.asks, r.created_at as "createdAt", p.currency`);

const REFUND_OF = raw(`payment_refund r
  join payment p on p.merchant_id = r.merchant_id and p.payment_id = r.payment_id`);

export interface NewRefund {
  readonly refundId: string;
  readonly paymentId: string;
  readonly outRefundNo: string;
  readonly amountMinor: number;
  readonly cause: RefundCause;
  readonly referenceId: string | null;
}

/** Takes an amount of each payment, one row a payment, as far as it has not been taken yet. Answers whose it was. */
export async function takeRefundable(
  tx: Tx,
  rows: readonly Pick<NewRefund, 'paymentId' | 'amountMinor'>[],
): Promise<Map<string, string>> {
  const taken = await tx.many<{ paymentId: string; accountId: string }>(sql`
    update payment p set refunding_minor = p.refunding_minor + n.amount_minor
      from unnest(${rows.map((r) => r.paymentId)}::uuid[], ${rows.map((r) => r.amountMinor)}::bigint[])
             as n (payment_id, amount_minor)
     where p.merchant_id = ${tx.merchantId} and p.payment_id = n.payment_id and p.status = 'captured'
       and p.refunding_minor + n.amount_minor <= p.amount_minor
    returning p.payment_id as "paymentId", p.account_id as "accountId"`);
  return new Map(taken.map((row) => [row.paymentId, row.accountId]));
}

export const insertRefunds = (tx: Tx, rows: readonly (NewRefund & { readonly accountId: string })[]): Promise<number> =>
  tx.run(sql`
    insert into payment_refund
      (merchant_id, refund_id, payment_id, account_id, out_refund_no, amount_minor, cause, reference_id, status, asks,
       next_ask_at, created_at)
    select ${tx.merchantId}, n.refund_id, n.payment_id, n.account_id, n.out_refund_no, n.amount_minor, n.cause,
           n.reference_id, 'due', 0, ${tx.now}, ${tx.now}
      from unnest(${rows.map((r) => r.refundId)}::uuid[], ${rows.map((r) => r.paymentId)}::uuid[],
                  ${rows.map((r) => r.accountId)}::uuid[], ${rows.map((r) => r.outRefundNo)}::text[],
                  ${rows.map((r) => r.amountMinor)}::bigint[], ${rows.map((r) => r.cause)}::text[],
                  ${rows.map((r) => r.referenceId)}::uuid[])
             as n (refund_id, payment_id, account_id, out_refund_no, amount_minor, cause, reference_id)`);

export const refundsOf = (tx: Tx, paymentId: string): Promise<Refund[]> =>
  tx.many<Refund>(sql`
    select ${REFUND} from ${REFUND_OF}
     where r.merchant_id = ${tx.merchantId} and r.payment_id = ${paymentId}
     order by r.refund_id`);

/** The refunds of these numbers, held for this transaction in key order. */
export const holdRefunds = (tx: Tx, numbers: readonly string[]): Promise<Refund[]> =>
  tx.many<Refund>(sql`
    select ${REFUND} from ${REFUND_OF}
     where r.merchant_id = ${tx.merchantId} and r.out_refund_no = any (${numbers}::text[])
     order by r.refund_id
       for update of r`);

export interface RefundChange {
  readonly refundId: string;
  readonly status: Refund['status'];
  readonly providerRef: string | null;
  readonly providerCode: string | null;
  readonly nextAskAt: Date | null;
  readonly refundedAt: Date | null;
}

/** Writes what became of refunds that are held. */
export const writeRefunds = (tx: Tx, rows: readonly RefundChange[]): Promise<number> =>
  tx.run(sql`
    update payment_refund r
       set status = n.status, provider_ref = n.provider_ref, provider_code = n.provider_code,
           next_ask_at = n.next_ask_at, refunded_at = n.refunded_at, claimed_until = null
      from unnest(${rows.map((r) => r.refundId)}::uuid[], ${rows.map((r) => r.status)}::text[],
                  ${rows.map((r) => r.providerRef)}::text[], ${rows.map((r) => r.providerCode)}::text[],
                  ${rows.map((r) => r.nextAskAt?.toISOString() ?? null)}::timestamptz[],
                  ${rows.map((r) => r.refundedAt?.toISOString() ?? null)}::timestamptz[])
             as n (refund_id, status, provider_ref, provider_code, next_ask_at, refunded_at)
     where r.merchant_id = ${tx.merchantId} and r.refund_id = n.refund_id`);

/** Takes refunds that are due to be sent or asked for; whoever dies with one leaves it to the next round. */
export const claimRefunds = (tx: Tx, { heldUntil, most }: Claim): Promise<Refund[]> =>
  tx.many<Refund>(sql`
    with due as (
      select merchant_id, refund_id as due_id from payment_refund
       where merchant_id = ${tx.merchantId} and next_ask_at <= ${tx.now}
         and (claimed_until is null or claimed_until <= ${tx.now})
       order by next_ask_at, refund_id
       limit ${most}
         for update skip locked)
    update payment_refund r
       set asks = r.asks + 1, claimed_until = ${heldUntil}
      from due, payment p
     where r.merchant_id = ${tx.merchantId} and r.merchant_id = due.merchant_id and r.refund_id = due.due_id
       and p.merchant_id = r.merchant_id and p.payment_id = r.payment_id
    returning ${REFUND}`);

/** Sends a refund again that a provider would not pay; 0 where it has not failed. */
export const reviveRefund = (tx: Tx, refundId: string): Promise<number> =>
  tx.run(sql`
    update payment_refund
       set status = 'due', asks = 0, next_ask_at = ${tx.now}, claimed_until = null
     where merchant_id = ${tx.merchantId} and refund_id = ${refundId} and status = 'failed'`);

export const readRefund = (tx: Tx, refundId: string): Promise<Refund | null> =>
  tx.maybeOne<Refund>(sql`
    select ${REFUND} from ${REFUND_OF}
     where r.merchant_id = ${tx.merchantId} and r.refund_id = ${refundId}`);

export const failedRefunds = (
  tx: Tx,
  { after, rows }: { readonly after: string | null; readonly rows: number },
): Promise<Refund[]> =>
  tx.many<Refund>(sql`
    select ${REFUND} from ${REFUND_OF}
     where r.merchant_id = ${tx.merchantId} and r.status = 'failed'
       and (${after}::uuid is null or r.refund_id < ${after}::uuid)
     order by r.refund_id desc
     limit ${rows}`);
