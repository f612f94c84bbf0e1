import { raw, sql, type Tx } from '@shuke/db';
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

const TRANSFER = raw(`transaction_id as "transactionId", asset, amount, debit_account as "debitAccount",
  debit_owner as "debitOwner", credit_account as "creditAccount", credit_owner as "creditOwner", lot_from::text as "from",
  lot_until::text as until`);

/** The transfers of these transactions, in the order in which they were posted within each. */
export async function transfersOf(tx: Tx, transactionIds: readonly string[]): Promise<PostedTransfer[]> {
  const rows = await tx.many<TransferRow>(sql`
    select ${TRANSFER}
      from ledger_transfer
     where merchant_id = ${tx.merchantId} and transaction_id = any(${transactionIds}::uuid[])
     order by transaction_id, leg`);
  return rows.map(transferOf);
}

function transferOf({ transactionId, asset, amount, from, until, ...row }: TransferRow): PostedTransfer {
  const { debitAccount, creditAccount } = row;
  assert(isAccountName(debitAccount) && isAccountName(creditAccount), 'transfers are between accounts of the chart');
  return {
    transactionId,
    asset,
    amount,
    debit: { account: debitAccount, owner: row.debitOwner },
    credit: { account: creditAccount, owner: row.creditOwner },
    lot: from !== null && until !== null ? { from, until } : null,
  };
}

/** A transfer with why and when it was posted. */
export interface ExplainedTransfer extends PostedTransfer {
  readonly purpose: string;
  readonly postedAt: Date;
}

export interface AskedPostings {
  readonly transactionIds: readonly string[];
  /** What else was posted about these, by whatever module, in the transaction of this instant. */
  readonly references: { readonly ids: readonly string[]; readonly at: Date };
}

/**
 * The transfers of these transactions, and of all that are about one thing and were posted with it, the first one first.
 * No index holds what a transfer is about, for it would cost each checkout; the instant finds them in a few blocks.
 */
export async function postingsAbout(
  tx: Tx,
  { transactionIds, references }: AskedPostings,
): Promise<ExplainedTransfer[]> {
  type Row = TransferRow & Pick<ExplainedTransfer, 'purpose' | 'postedAt'>;
  const rows = await tx.many<Row>(sql`
    select ${TRANSFER}, purpose, posted_at as "postedAt"
      from ledger_transfer
     where merchant_id = ${tx.merchantId}
       and (transaction_id = any(${transactionIds}::uuid[])
            or posted_at = ${references.at} and reference_id = any(${references.ids}::uuid[]))
     order by posted_at, transaction_id, leg`);
  return rows.map(({ purpose, postedAt, ...row }) => ({ ...transferOf(row), purpose, postedAt }));
}

/** How many transactions were posted for a purpose. It reads every transfer of the merchant. */
export async function countPostings(tx: Tx, purpose: string): Promise<number> {
  const { count } = await tx.one<{ count: number }>(sql`
    select count(*) as count from ledger_transfer
     where merchant_id = ${tx.merchantId} and purpose = ${purpose} and leg = 0`);
  return count;
}
