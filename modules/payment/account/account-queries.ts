import type { PaymentAccounts } from '@shuke/contract';
import { inRead, type Ctx } from '@shuke/db';
import { formatMinor, must } from '@shuke/kernel';
import { balancesOf } from '@shuke/ledger';
import { merchantSettings } from '@shuke/merchant';
import { GATEWAYS } from '../gateway/gateway.ts';
import { gateways } from '../gateway/gateways.ts';
import { callbackPathOf, listAccounts, type ListedAccount } from './account-store.ts';

const BALANCES = ['gateway_receivable', 'refunds_due', 'gateway_fees'] as const;

/** The accounts without their secrets, with what stands in the books of each, and what an account of each provider asks for. */
export function listPaymentAccounts(ctx: Ctx): Promise<PaymentAccounts> {
  return inRead(ctx, async (tx) => {
    const { currency } = await merchantSettings(tx);
    const accounts = await listAccounts(tx);
    const asked = accounts.flatMap(({ accountId: owner }) =>
      BALANCES.map((account) => ({ account, owner, asset: currency })),
    );
    const balances = asked.length === 0 ? [] : await balancesOf(tx, asked);
    const money = (at: number, sign: 1 | -1): string =>
      formatMinor(sign * must(balances[at], 'each account has its balance') || 0, currency);
    const items = accounts.map((account, i) => ({
      ...viewOf(account),
      owed: money(i * BALANCES.length, -1),
      dueBack: money(i * BALANCES.length + 1, 1),
      fees: money(i * BALANCES.length + 2, -1),
    }));
    const asks = GATEWAYS.map((gateway) => {
      const { settings, secrets, optionalSettings, optionalSecrets } = gateways[gateway].asks;
      return {
        gateway,
        settings: [...settings],
        secrets: [...secrets],
        optionalSettings: [...optionalSettings],
        optionalSecrets: [...optionalSecrets],
      };
    });
    return { items, asks };
  });
}

function viewOf({ createdAt, publicUrl, ...account }: ListedAccount) {
  return { ...account, notifyUrl: publicUrl + callbackPathOf(account), createdAt: createdAt.toISOString() };
}
