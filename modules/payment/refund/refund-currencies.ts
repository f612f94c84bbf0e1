import { sql, type Tx } from '@shuke/db';
import { must } from '@shuke/kernel';
import type { Refund } from './refund.ts';

/** The currencies of the payments that refunds are of, in their order. */
export async function currenciesOf(tx: Tx, refunds: readonly Pick<Refund, 'paymentId'>[]): Promise<string[]> {
  const ids = [...new Set(refunds.map(({ paymentId }) => paymentId))];
  const rows = await tx.many<{ id: string; currency: string }>(sql`
    select payment_id as id, currency from payment
     where merchant_id = ${tx.merchantId} and payment_id = any (${ids}::uuid[])`);
  const byId = new Map(rows.map(({ id, currency }) => [id, currency]));
  return refunds.map(({ paymentId }) => must(byId.get(paymentId), 'a refund is of a payment'));
}
