import { sql, type Tx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import { isAccountName, type AccountName } from './chart.ts';
import type { Lot } from './transfer.ts';

/** A transfer of one asset that moved a balance of its holder. */
export interface HeldTransfer {
  readonly transactionId: string;
  readonly purpose: string;
  readonly referenceId: string;
  readonly debit: AccountName;
  readonly credit: AccountName;
  readonly amount: number;
  readonly lot: Lot | null;
  readonly postedAt: Date;
}

interface Row extends Omit<HeldTransfer, 'debit' | 'credit' | 'lot'> {
  readonly debit: string;
  readonly credit: string;
  readonly from: string | null;
  readonly until: string | null;
}

/** All that was ever posted to a holder's balances of one asset, in the order in which it was posted. */
export async function holderHistory(
  tx: Tx,
  { holderId, asset }: { readonly holderId: string; readonly asset: string },
): Promise<HeldTransfer[]> {
  const rows = await tx.many<Row>(sql`
    select transaction_id as "transactionId", purpose, reference_id as "referenceId", debit_account as debit,
           credit_account as credit, amount, lot_from::text as "from", lot_until::text as until, posted_at as "postedAt"
      from ledger_transfer
     where merchant_id = ${tx.merchantId} and holder_id = ${holderId} and asset = ${asset}
     order by posted_at, transaction_id, leg`);
  return rows.map(({ debit, credit, from, until, ...row }) => {
    assert(isAccountName(debit) && isAccountName(credit), 'transfers are between accounts of the chart');
    return { ...row, debit, credit, lot: from !== null && until !== null ? { from, until } : null };
  });
}
