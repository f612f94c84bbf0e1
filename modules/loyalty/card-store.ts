import { sql, type BatchTx, type Tx } from '@shuke/db';
import type { CardKind } from './stored-value.ts';

export type CardStatus = 'active' | 'blocked';

/** A card that holds stored value. Its balances are the ledger's. */
export interface StoredCard {
  readonly cardId: string;
  readonly number: string;
  readonly kind: CardKind;
  /** Null: a bearer card. */
  readonly customerId: string | null;
  readonly status: CardStatus;
  readonly createdAt: Date;
}

type NewCard = Omit<StoredCard, 'status' | 'createdAt'>;

/** Adds an active card; answers whether its number was free. */
export async function insertCard(tx: Tx, { cardId, number, kind, customerId }: NewCard): Promise<boolean> {
  const added = await tx.run(sql`
    insert into loyalty_stored_card (merchant_id, card_id, number, kind, customer_id, status, created_at)
    values (${tx.merchantId}, ${cardId}, ${number}, ${kind}, ${customerId}, 'active', ${tx.now})
    on conflict (merchant_id, number) do nothing`);
  return added === 1;
}

/**
 * Locks a card. Whoever pays in or out waits here: a card that never held anything has no balance in the ledger to wait for,
 * and two first top-ups at once would otherwise both see room below its limit.
 */
export const lockCard = (tx: Tx, cardId: string): Promise<StoredCard | null> =>
  tx.maybeOne(sql`
    select card_id as "cardId", number, kind, customer_id as "customerId", status, created_at as "createdAt"
      from loyalty_stored_card
     where merchant_id = ${tx.merchantId} and card_id = ${cardId}
       for update`);

export const readCard = (tx: Tx, cardId: string): Promise<StoredCard | null> =>
  tx.maybeOne(sql`
    select card_id as "cardId", number, kind, customer_id as "customerId", status, created_at as "createdAt"
      from loyalty_stored_card
     where merchant_id = ${tx.merchantId} and card_id = ${cardId}`);

/** Sets the status of a card; answers whether there is such a card. */
export async function setStatus(tx: Tx, cardId: string, status: CardStatus): Promise<boolean> {
  const changed = await tx.run(sql`
    update loyalty_stored_card set status = ${status}
     where merchant_id = ${tx.merchantId} and card_id = ${cardId}`);
  return changed === 1;
}

export const cardsOf = (tx: Tx, customerIds: readonly string[], limit: number): Promise<StoredCard[]> =>
  tx.many(sql`
    select card_id as "cardId", number, kind, customer_id as "customerId", status, created_at as "createdAt"
      from loyalty_stored_card
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[])
     order by card_id
     limit ${limit}`);

export interface NumberRow {
  readonly merchantId: string;
  readonly number: string;
}

/** Cards by their numbers, for a batch that acts for several merchants. */
export const readByNumber = (tx: BatchTx, rows: readonly NumberRow[]): Promise<(StoredCard & NumberRow)[]> =>
  tx.many(sql`
    select c.merchant_id as "merchantId", c.card_id as "cardId", c.number, c.kind, c.customer_id as "customerId", c.status,
           c.created_at as "createdAt"
      from loyalty_stored_card c
      join unnest(${rows.map((row) => row.merchantId)}::uuid[], ${rows.map((row) => row.number)}::text[])
             as n (merchant_id, number)
        on c.merchant_id = n.merchant_id and c.number = n.number`);
