import { sql, type Tx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import { isAccountName } from './chart.ts';
import type { Transfer } from './transfer.ts';

export interface PostedTransfer extends Transfer {
  readonly transactionId: string;
}

interface TransferRow {
  readonly transactionId: string;
  readonly asset: string;
  readonly amount: number;
  readonly debitAccount: string;
  readonly debitOwner: string;
  readonly creditAccount: string;
  readonly creditOwner: string;
  readonly from: string | null;
  readonly until: string | null;
}

/** The transfers of these transactions, in the order in which they were posted within each. */
export async function transfersOf(tx: Tx, transactionIds: readonly string[]): Promise<PostedTransfer[]> {
  const rows = await tx.many<TransferRow>(sql`
    select transaction_id as "transactionId", asset, amount, debit_account as "debitAccount", debit_owner as "debitOwner",
           credit_account as "creditAccount", credit_owner as "creditOwner", lot_from::text as "from",
           lot_until::text as until
      from ledger_transfer
     where merchant_id = ${tx.merchantId} and transaction_id = any(${transactionIds}::uuid[])
     order by transaction_id, leg`);
  return rows.map(({ transactionId, asset, amount, from, until, ...row }) => {
    const { debitAccount, creditAccount } = row;
    assert(isAccountName(debitAccount) && isAccountName(creditAccount), 'transfers are between accounts of the chart');
    const debit = { account: debitAccount, owner: row.debitOwner };
    const credit = { account: creditAccount, owner: row.creditOwner };
    return {
      transactionId,
      asset,
      amount,
      debit,
      credit,
      lot: from !== null && until !== null ? { from, until } : null,
    };
  });
}

/** How many transactions were posted for a purpose. It reads every transfer of the merchant. */
export async function countPostings(tx: Tx, purpose: string): Promise<number> {
  const { count } = await tx.one<{ count: number }>(sql`
    select count(*) as count from ledger_transfer
     where merchant_id = ${tx.merchantId} and purpose = ${purpose} and leg = 0`);
  return count;
}
