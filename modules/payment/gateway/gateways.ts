import { alipay } from './alipay/alipay.ts';
import type { Gateway, GatewayName } from './gateway.ts';
import { stripe } from './stripe/stripe.ts';
import { unionpay } from './unionpay/unionpay.ts';
import { wechat } from './wechat/wechat.ts';

/** Every provider that a merchant can have an account with. */
export const gateways: Readonly<Record<GatewayName, Gateway>> = { wechat, alipay, unionpay, stripe };
