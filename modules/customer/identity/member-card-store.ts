import { sql, type Tx } from '@shuke/db';

/** The number of a customer's card; null for who has none yet. */
export const findCardNo = async (tx: Tx, customerId: string): Promise<number | null> => {
  const row = await tx.maybeOne<{ card_no: number }>(sql`
    select card_no from customer_card where merchant_id = ${tx.merchantId} and customer_id = ${customerId}`);
  return row?.card_no ?? null;
};

/** Gives a customer a card of this number, unless they have one or the number is taken. */
export const insertCard = (tx: Tx, customerId: string, cardNo: number): Promise<number> =>
  tx.run(sql`
    insert into customer_card (merchant_id, card_no, customer_id, issued_at)
    select ${tx.merchantId}, ${cardNo}, customer_id, ${tx.now}
      from customer
     where merchant_id = ${tx.merchantId} and customer_id = ${customerId} and erased_at is null
    on conflict do nothing`);

/** Removes the uses of codes that are too old to be shown again. */
export const forgetCodeUses = (tx: Tx, before: Date): Promise<number> =>
  tx.run(sql`delete from member_code_use where merchant_id = ${tx.merchantId} and used_at < ${before}`);
