import type { PageConsents } from '@shuke/contract';
import { openMany, raw, sql, type Tx } from '@shuke/db';
import type { PayerIdentifier } from '../gateway/gateway.ts';
import type { Payment } from '../payment.ts';
import { CONTENT_PURPOSE, PAYER_PURPOSE, PAYMENT } from './payment-store.ts';

/** A captured payment that waits for its order. */
export interface Unsettled extends Payment {
  /** As it was given when the payment began; null where it came so late that it is forgotten. */
  readonly content: string | null;
  readonly payer: readonly PayerIdentifier[];
  /** What whoever paid was asked to agree to by the provider's page. */
  readonly pageConsents: PageConsents | null;
}

type Row = Omit<Unsettled, 'content' | 'payer'> & { readonly content: Buffer | null; readonly payer: Buffer | null };

/** Those of these payments that are captured and wait, held for this transaction in key order. */
export async function holdUnsettled(tx: Tx, paymentIds: readonly string[]): Promise<Unsettled[]> {
  const rows = await tx.many<Row>(sql`
    select ${PAYMENT}, p.content, p.payer, a.page_consents as "pageConsents"
      from payment p
      join payment_account a on a.merchant_id = p.merchant_id and a.account_id = p.account_id
     where p.merchant_id = ${tx.merchantId} and p.payment_id = any (${paymentIds}::uuid[])
       and p.status = 'captured' and p.order_id is null and p.unsettled_for is null
     order by p.payment_id
       for update of p`);
  const contents = await openSome(tx, { purpose: CONTENT_PURPOSE, sealed: rows.map((row) => row.content) });
  const payers = await openSome(tx, { purpose: PAYER_PURPOSE, sealed: rows.map((row) => row.payer) });
  return rows.map((row, i) => ({
    ...row,
    content: contents[i] ?? null,
    payer: payers[i] ? (JSON.parse(payers[i]) as PayerIdentifier[]) : [],
  }));
}

interface SomeSealed {
  readonly purpose: string;
  readonly sealed: readonly (Buffer | null)[];
}

async function openSome(tx: Tx, { purpose, sealed }: SomeSealed): Promise<(string | null)[]> {
  const there = sealed.filter((one) => one !== null);
  const texts = (await openMany(tx, purpose, there)).values();
  return sealed.map((one) => (one === null ? null : texts.next().value!));
}

export interface SettledWith {
  readonly paymentId: string;
  readonly orderId: string;
}

const FORGOTTEN = raw('content = null, guest_step = null, payer = null');

/** Names the orders that held payments came to, and forgets what was kept until then. */
export const writeSettled = (tx: Tx, rows: readonly SettledWith[]): Promise<number> =>
  tx.run(sql`
    update payment p set order_id = n.order_id, ${FORGOTTEN}
      from unnest(${rows.map((r) => r.paymentId)}::uuid[], ${rows.map((r) => r.orderId)}::uuid[])
             as n (payment_id, order_id)
     where p.merchant_id = ${tx.merchantId} and p.payment_id = n.payment_id and p.status = 'captured'`);

export interface UnsettledFor {
  readonly paymentId: string;
  readonly reason: string;
}

/** Says why held payments came to no order. Another payment may try: this one's money goes back whole. */
export const writeUnsettled = (tx: Tx, rows: readonly UnsettledFor[]): Promise<number> =>
  tx.run(sql`
    update payment p set unsettled_for = n.reason, holds_order_ref = false, ${FORGOTTEN}
      from unnest(${rows.map((r) => r.paymentId)}::uuid[], ${rows.map((r) => r.reason)}::text[])
             as n (payment_id, reason)
     where p.merchant_id = ${tx.merchantId} and p.payment_id = n.payment_id and p.status = 'captured'`);

/** The payment that an order was settled with; null where no gateway paid any of it. */
export const paymentOfOrder = (tx: Tx, orderId: string): Promise<Payment | null> =>
  tx.maybeOne<Payment>(sql`
    select ${PAYMENT} from payment p where p.merchant_id = ${tx.merchantId} and p.order_id = ${orderId}`);

/** Forgets what dead payments were to sell and who was to pay, long after a late capture could come. */
export const forgetContents = (tx: Tx, endedBefore: Date): Promise<number> =>
  tx.run(sql`
    update payment set ${FORGOTTEN}
     where merchant_id = ${tx.merchantId} and ended_at < ${endedBefore} and content is not null
       and status in ('failed', 'closed')`);
