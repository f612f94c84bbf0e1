import { sql, type Tx } from '@shuke/db';
import { accountsThat } from './chart.ts';
import { HELD_BY } from './transfer.ts';
import type { Finding } from './verifier.ts';

export type Facts = Finding['facts'];

/** Of one kind of finding no more is shown: what is wrong a million times is understood after a hundred. */
export const MOST_FINDINGS = 100;

const lotted = (): string[] => accountsThat((terms) => terms.lotted);

/** Transfers of an account that the chart does not have. */
export const unknownAccounts = (tx: Tx): Promise<Facts[]> =>
  tx.many(sql`
    select transaction_id as "transactionId", leg, debit_account as "debitAccount", credit_account as "creditAccount"
      from ledger_transfer
     where merchant_id = ${tx.merchantId}
       and (debit_account <> all(${accountsThat(() => true)}::text[])
            or credit_account <> all(${accountsThat(() => true)}::text[]))
     order by transaction_id, leg
     limit ${MOST_FINDINGS}`);

/** Transfers with a lot although neither account is kept by lots, or without one although one is. */
export const misplacedLots = (tx: Tx): Promise<Facts[]> =>
  tx.many(sql`
    select transaction_id as "transactionId", leg, debit_account as "debitAccount", credit_account as "creditAccount",
           lot_from::text as "lotFrom", lot_until::text as "lotUntil"
      from ledger_transfer
     where merchant_id = ${tx.merchantId}
       and (lot_until is not null)
           <> (debit_account = any(${lotted()}::text[]) or credit_account = any(${lotted()}::text[]))
     order by transaction_id, leg
     limit ${MOST_FINDINGS}`);

/** Transfers that stand on another statement than that of the customer or card whose balance they move. */
export function wrongHolders(tx: Tx): Promise<Facts[]> {
  const held = accountsThat(({ of }) => HELD_BY.includes(of));
  return tx.many(sql`
    select transaction_id as "transactionId", leg, holder_id as "holderId", debit_owner as "debitOwner",
           credit_owner as "creditOwner"
      from ledger_transfer
     where merchant_id = ${tx.merchantId}
       and holder_id is distinct from case when debit_account = any(${held}::text[]) then debit_owner
                                           when credit_account = any(${held}::text[]) then credit_owner end
     order by transaction_id, leg
     limit ${MOST_FINDINGS}`);
}

/** Transactions whose legs are not numbered from 0 without a gap, or that have two purposes, references or instants. */
export const brokenTransactions = (tx: Tx): Promise<Facts[]> =>
  tx.many(sql`
    select transaction_id as "transactionId", count(*) as legs, max(leg) as "lastLeg", min(purpose) as purpose
      from ledger_transfer
     where merchant_id = ${tx.merchantId}
     group by transaction_id
    having max(leg) <> count(*) - 1 or min(purpose) <> max(purpose) or min(posted_at) <> max(posted_at)
           or min(reference_id::text) <> max(reference_id::text)
     order by transaction_id
     limit ${MOST_FINDINGS}`);

/** How many rows the verification looks at. */
export const countRows = (tx: Tx): Promise<{ transfers: number; balances: number; snapshots: number }> =>
  tx.one(sql`
    select (select count(*) from ledger_transfer where merchant_id = ${tx.merchantId}) as transfers,
           (select count(*) from ledger_balance where merchant_id = ${tx.merchantId}) as balances,
           (select count(*) from ledger_snapshot where merchant_id = ${tx.merchantId}) as snapshots`);
