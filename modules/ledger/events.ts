import type { NewEvent } from '@shuke/db';
import type { Posted } from './transfer.ts';

/** One event for each account and asset of a batch, never one a lot. */
export function lotsExpired(posted: readonly Posted[]): NewEvent[] {
  const transfers = posted.flatMap((one) => one.transfers);
  const groups = Map.groupBy(transfers, ({ debit, asset }) => `${debit.account} ${asset}`);
  return [...groups.values()].map((group) => {
    const { debit, asset } = group[0]!;
    const amount = group.reduce((sum, one) => sum + one.amount, 0);
    return { type: 'ledger.lots_expired', payload: { account: debit.account, asset, count: group.length, amount } };
  });
}
