import type { LedgerClearingView, LedgerLiabilityView, LedgerStatementLine } from '@shuke/contract';
import { formatMinor, isCurrency } from '@shuke/kernel';
import type { Period } from './calendar.ts';
import type { Clearing } from './clearing.ts';
import type { LiabilityReport } from './liability.ts';
import type { StatementLine } from './statement-queries.ts';

/** An amount as the wire says it: money as a decimal string in its currency, units of a programme whole. */
const amountIn =
  (asset: string) =>
  (amount: number): string =>
    isCurrency(asset) ? formatMinor(amount, asset) : String(amount);

export function liabilityView(reports: readonly LiabilityReport[], { from, to }: Period): LedgerLiabilityView {
  return {
    from,
    asOf: to,
    accounts: reports.map(({ account, asset, endings, months, ...sums }) => {
      const say = amountIn(asset);
      const flows = ({ issued, used, expired }: Pick<LiabilityReport, 'issued' | 'used' | 'expired'>) => ({
        issued: say(issued),
        used: say(used),
        expired: say(expired),
      });
      return {
        account,
        asset,
        opening: say(sums.opening),
        ...flows(sums),
        outstanding: say(sums.outstanding),
        endings: endings.map(({ month, amount }) => ({ month, amount: say(amount) })),
        months: months.map((one) => ({ month: one.month, ...flows(one) })),
      };
    }),
  };
}

export function clearingView(clearings: readonly Clearing[], { from, to }: Period): LedgerClearingView {
  return {
    from,
    to,
    assets: clearings.map(({ asset, opening, added, taken, closing, stores }) => {
      const say = amountIn(asset);
      return {
        asset,
        opening: say(opening),
        added: say(added),
        taken: say(taken),
        closing: say(closing),
        stores: stores.map(({ storeId, received, paidBack, redeemed, refunded, owed }) => ({
          storeId,
          received: say(received),
          paidBack: say(paidBack),
          redeemed: say(redeemed),
          refunded: say(refunded),
          owed: say(owed),
        })),
      };
    }),
  };
}

export const statementLineView = ({ change, postedAt, ...line }: StatementLine): LedgerStatementLine => ({
  ...line,
  change: amountIn(line.asset)(change),
  postedAt: postedAt.toISOString(),
});
