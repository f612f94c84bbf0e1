import { raw, sealMany, sql, type Tx } from '@shuke/db';
import type { GuestStep, PayerIdentifier } from '../gateway/gateway.ts';
import type { KnownBy, Payment } from '../payment.ts';

export const CONTENT_PURPOSE = 'payment content';
export const STEP_PURPOSE = 'payment step';
export const PAYER_PURPOSE = 'payment payer';

/** The columns of a payment, of a table that is called `p`. */
export const PAYMENT =
  raw(`p.payment_id as "paymentId", p.account_id as "accountId", p.gateway, p.store_id as "storeId",
  p.order_ref as "orderRef", p.out_trade_no as "outTradeNo", p.amount_minor as "amountMinor", p.currency, p.scene,
  p.status, p.cancelling, p.provider_ref as "providerRef", p.fail_reason as "failReason", p.paid_at as "paidAt",
  p.order_id as "orderId", p.unsettled_for as "unsettledFor", p.refunding_minor as "refundingMinor", p.asks,
  p.expires_at as "expiresAt", p.created_at as "createdAt"`);

export interface NewPayment extends Pick<
  Payment,
  'paymentId' | 'accountId' | 'gateway' | 'storeId' | 'orderRef' | 'outTradeNo' | 'amountMinor' | 'currency' | 'scene'
> {
  /** What is sold for it, which only whoever settles it understands. */
  readonly content: string;
  readonly expiresAt: Date;
  readonly nextAskAt: Date;
}

/** Begins a payment; false where another of this order is not known to be dead. The index is the limit. */
export async function insertPayment(tx: Tx, payment: NewPayment): Promise<boolean> {
  const [content] = await sealMany(tx, CONTENT_PURPOSE, [payment.content]);
  const added = await tx.run(sql`
    insert into payment
      (merchant_id, payment_id, account_id, gateway, store_id, order_ref, out_trade_no, amount_minor, currency, scene,
       status, cancelling, holds_order_ref, content, refunding_minor, asks, next_ask_at, expires_at, started_by, created_at)
    values (${tx.merchantId}, ${payment.paymentId}, ${payment.accountId}, ${payment.gateway}, ${payment.storeId},
            ${payment.orderRef}, ${payment.outTradeNo}, ${payment.amountMinor}, ${payment.currency}, ${payment.scene},
            'pending', false, true, ${content}, 0, 0, ${payment.nextAskAt}, ${payment.expiresAt}, ${tx.actor.id}, ${tx.now})
    on conflict (merchant_id, order_ref) where holds_order_ref do nothing`);
  return added === 1;
}

/** Takes the right to send a charge to the provider: one caller gets it, once, whoever comes with the same request. */
export const takeCharge = async (tx: Tx, paymentId: string): Promise<boolean> =>
  (await tx.run(sql`
    update payment set asks = 1
     where merchant_id = ${tx.merchantId} and payment_id = ${paymentId} and asks = 0 and status = 'pending'
       and not cancelling`)) === 1;

/** The payments of these numbers, held for this transaction in key order: what is told of one is taken in one by one. */
export const holdByNumber = (tx: Tx, numbers: readonly string[]): Promise<Payment[]> =>
  tx.many<Payment>(sql`
    select ${PAYMENT}
      from payment p
     where p.merchant_id = ${tx.merchantId} and p.out_trade_no = any (${numbers}::text[])
     order by p.payment_id
       for update`);

export interface Capture {
  readonly paymentId: string;
  readonly providerRef: string;
  readonly paidAt: Date;
  readonly payer: readonly PayerIdentifier[];
  readonly knownBy: KnownBy;
}

/** Writes captures of payments that are held. Who paid is sealed. */
export async function writeCaptures(tx: Tx, captures: readonly Capture[]): Promise<void> {
  if (captures.length === 0) return;
  const payers = await sealMany(
    tx,
    PAYER_PURPOSE,
    captures.map(({ payer }) => JSON.stringify(payer)),
  );
  await tx.run(sql`
    update payment p
       set status = 'captured', provider_ref = n.provider_ref, paid_at = n.paid_at, payer = n.payer,
           known_by = n.known_by, fail_reason = null, provider_code = null, cancelling = false, next_ask_at = null,
           claimed_until = null, ended_at = ${tx.now}
      from unnest(${captures.map((c) => c.paymentId)}::uuid[], ${captures.map((c) => c.providerRef)}::text[],
                  ${captures.map((c) => c.paidAt.toISOString())}::timestamptz[], ${payers}::bytea[],
                  ${captures.map((c) => c.knownBy)}::text[]) as n (payment_id, provider_ref, paid_at, payer, known_by)
     where p.merchant_id = ${tx.merchantId} and p.payment_id = n.payment_id`);
}

export interface End {
  readonly paymentId: string;
  readonly status: 'failed' | 'closed';
  readonly failReason: string | null;
  readonly providerCode: string | null;
  readonly knownBy: KnownBy;
}

/** Writes the ends of payments that are held and came to nothing: their orders may be paid by another one now. */
export const writeEnds = (tx: Tx, ends: readonly End[]): Promise<number> =>
  tx.run(sql`
    update payment p
       set status = n.status, fail_reason = n.fail_reason, provider_code = n.provider_code, known_by = n.known_by,
           holds_order_ref = false, cancelling = false, next_ask_at = null, claimed_until = null, ended_at = ${tx.now}
      from unnest(${ends.map((e) => e.paymentId)}::uuid[], ${ends.map((e) => e.status)}::text[],
                  ${ends.map((e) => e.failReason)}::text[], ${ends.map((e) => e.providerCode)}::text[],
                  ${ends.map((e) => e.knownBy)}::text[]) as n (payment_id, status, fail_reason, provider_code, known_by)
     where p.merchant_id = ${tx.merchantId} and p.payment_id = n.payment_id`);

export interface NextAsk {
  readonly paymentId: string;
  /** Null where there is nothing to ask any more. */
  readonly at: Date | null;
}

/** When payments that are held are asked for again. */
export const writeNextAsks = (tx: Tx, asks: readonly NextAsk[]): Promise<number> =>
  tx.run(sql`
    update payment p set next_ask_at = n.next_ask_at, claimed_until = null
      from unnest(${asks.map((a) => a.paymentId)}::uuid[],
                  ${asks.map((a) => a.at?.toISOString() ?? null)}::timestamptz[]) as n (payment_id, next_ask_at)
     where p.merchant_id = ${tx.merchantId} and p.payment_id = n.payment_id`);

/** What the guest is to do, which the till shows until the payment has ended. */
export async function writeStep(tx: Tx, paymentId: string, step: GuestStep): Promise<void> {
  const [sealed] = await sealMany(tx, STEP_PURPOSE, [JSON.stringify(step)]);
  await tx.run(sql`
    update payment set guest_step = ${sealed}
     where merchant_id = ${tx.merchantId} and payment_id = ${paymentId} and status = 'pending'`);
}

/** Ends the window of a payment now, so that it is reversed as soon as the provider lets it be. */
export const endWindow = (tx: Tx, paymentId: string): Promise<number> =>
  tx.run(sql`
    update payment set expires_at = least(expires_at, ${tx.now}), next_ask_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and payment_id = ${paymentId} and status = 'pending'`);

export interface Claim {
  readonly heldUntil: Date;
  readonly most: number;
}

/** Takes payments that are due to be asked for; whoever dies with one leaves it to the next round. */
export const claimDue = (tx: Tx, { heldUntil, most }: Claim): Promise<Payment[]> =>
  tx.many<Payment>(sql`
    with due as (
      select merchant_id, payment_id as due_id from payment
       where merchant_id = ${tx.merchantId} and next_ask_at <= ${tx.now}
         and (claimed_until is null or claimed_until <= ${tx.now})
       order by next_ask_at, payment_id
       limit ${most}
         for update skip locked)
    update payment p
       set asks = p.asks + 1, claimed_until = ${heldUntil}
      from due
     where p.merchant_id = ${tx.merchantId} and p.merchant_id = due.merchant_id and p.payment_id = due.due_id
    returning ${PAYMENT}`);

/** Marks payments that are about to be reversed, before the provider hears of it. */
export const markCancelling = (tx: Tx, paymentIds: readonly string[]): Promise<number> =>
  tx.run(sql`
    update payment set cancelling = true
     where merchant_id = ${tx.merchantId} and payment_id = any (${paymentIds}::uuid[]) and status = 'pending'`);
