export { startStandIns, type RunningStandIns, type StandInOptions } from './start.ts';
export { FAULTS, type Fault, type FaultPlan } from './core/faults.ts';
export { MISMATCHES, type Mismatch } from './core/mismatches.ts';
export { BEHAVIOURS, type Behaviour, type Refund, type Trade } from './core/trade.ts';
export type { ShopAccount } from './core/accounts.ts';
export { WECHAT_RETRIES_S } from './wechat/teller.ts';
export { ALIPAY_RETRIES_S } from './alipay/teller.ts';
export { STRIPE_RETRIES_S } from './stripe/teller.ts';
export { UNIONPAY_RETRIES_S } from './unionpay/register.ts';
