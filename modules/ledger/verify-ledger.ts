import { inRead, type Ctx, type Tx } from '@shuke/db';
import * as balances from './balance-checks-queries.ts';
import * as transfers from './transfer-checks-queries.ts';
import type { Finding, Verifier } from './verifier.ts';

const CHECKS = {
  ledger_balance_differs: balances.differingBalances,
  ledger_below_zero: balances.replaysBelowZero,
  ledger_balance_misplaced: balances.misplacedBalances,
  ledger_asset_not_zero: balances.assetsNotZero,
  ledger_snapshot_differs: balances.differingSnapshots,
  ledger_snapshot_missing: balances.missingSnapshots,
  ledger_account_unknown: transfers.unknownAccounts,
  ledger_lot_misplaced: transfers.misplacedLots,
  ledger_holder_wrong: transfers.wrongHolders,
  ledger_legs_not_numbered: transfers.brokenTransactions,
} as const;

export interface LedgerFinding extends Finding {
  readonly code: keyof typeof CHECKS;
}

/**
 * Checks the merchant's whole ledger in one snapshot: what is kept against the replay of all transfers, and each transfer
 * against the chart. No finding is a pass; of one kind at most 100 are named. It reads every transfer that there is.
 */
export function verifyLedger(ctx: Ctx): Promise<LedgerFinding[]> {
  return inRead(ctx, async (tx) => {
    const found: LedgerFinding[] = [];
    for (const code of Object.keys(CHECKS) as (keyof typeof CHECKS)[]) found.push(...(await findingsOf(tx, code)));
    return found;
  });
}

const findingsOf = async (tx: Tx, code: keyof typeof CHECKS): Promise<LedgerFinding[]> =>
  (await CHECKS[code](tx)).map((facts) => ({ code, facts }));

export const ledgerVerifier: Verifier = {
  name: 'ledger',
  says: 'balances, snapshots and assets equal the replay of all transfers; accounts, lots, holders and legs are as the chart says',
  run: verifyLedger,
  count: (ctx) => inRead(ctx, transfers.countRows),
};
