import type { Tx } from '@shuke/db';
import { balancesOf } from '@shuke/ledger';
import { balancesOfTemplate, holdingsOf, type Funds } from './accounts.ts';
import type { TemplateRow } from './template-store.ts';
import type { CouponTemplate } from './template.ts';

type Named = Pick<TemplateRow, 'templateId' | 'currency' | 'budgetMinor'>;

/** What names the accounts of a template. */
export const fundsOf = (
  { merchantId }: Pick<Tx, 'merchantId'>,
  { templateId, currency, budgetMinor }: Named,
): Funds => ({
  merchantId,
  templateId,
  currency,
  budgeted: budgetMinor !== null,
});

/** Templates with what their accounts hold, in one read however many there are. */
export async function withFigures(tx: Tx, rows: readonly TemplateRow[]): Promise<CouponTemplate[]> {
  const accounts = rows.map((row) => holdingsOf(fundsOf(tx, row)));
  const balances = await balancesOf(tx, accounts.flat());
  let at = 0;
  return rows.map((row, i) => {
    const own = balances.slice(at, (at += accounts[i]!.length));
    return { ...row, ...balancesOfTemplate(fundsOf(tx, row), own) };
  });
}
