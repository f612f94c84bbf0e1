import { randomInt } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { alipayAccount, registerAlipay } from './alipay/register.ts';
import type { Provider, Providers } from './control.ts';
import type { Merchant, ShopAccount } from './core/accounts.ts';
import type { Desk } from './core/desk.ts';
import type { GatewayName } from './core/trade.ts';
import { registerStripe, stripeAccount } from './stripe/register.ts';
import { registerUnionpay, unionpayAccount } from './unionpay/register.ts';
import { wechatAccount } from './wechat/merchant.ts';
import { registerWechat } from './wechat/register.ts';

/** A prefix and digits up to a length; they end in a zero, so that no pair with a meaning of its own comes out. */
const codeOf = (prefix: string, length: number): string =>
  `${prefix}${Array.from({ length: length - prefix.length - 1 }, () => randomInt(10)).join('')}0`;

/** Adds all gateways to a server. */
export function registerProviders(app: FastifyInstance, desk: Desk): Providers {
  const platform = registerWechat(app, desk);
  registerAlipay(app, desk);
  registerUnionpay(app, desk);
  registerStripe(app, desk);
  const provider = (
    gateway: GatewayName,
    {
      account,
      newCode,
    }: {
      readonly account: (merchant: Merchant, signMethod?: string) => ShopAccount;
      readonly newCode: () => string;
    },
  ): Provider => ({
    account: (name, signMethod) => account(desk.accounts.open(gateway, name), signMethod),
    newCode,
  });
  return {
    wechat: {
      ...provider('wechat', {
        account: (merchant) => wechatAccount(desk, platform, merchant),
        newCode: () => codeOf('13', 18),
      }),
      rotate: () => platform.rotate().serial,
    },
    alipay: provider('alipay', {
      account: (merchant) => alipayAccount(desk, merchant),
      newCode: () => codeOf('28', 18),
    }),
    unionpay: provider('unionpay', {
      account: (merchant, signMethod) => unionpayAccount(desk, { merchant, signMethod }),
      newCode: () => codeOf('62', 19),
    }),
    // A card has no code to show: its number is presented to a reader.
    stripe: provider('stripe', {
      account: (merchant) => stripeAccount(desk, merchant),
      newCode: () => codeOf('42', 16),
    }),
  };
}
