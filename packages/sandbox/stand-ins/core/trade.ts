export const GATEWAYS = ['wechat', 'alipay', 'unionpay', 'stripe'] as const;
export type GatewayName = (typeof GATEWAYS)[number];

/** What a guest's code does. */
export const BEHAVIOURS = ['pays', 'password', 'balance_short', 'code_expired', 'declined'] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

/** `waiting` is for the guest; the last three are the end. */
export type TradeState = 'waiting' | 'paid' | 'closed' | 'reversed' | 'failed';

export interface Refund {
  readonly outRefundNo: string;
  readonly providerRef: string;
  readonly amountMinor: number;
  readonly notifyUrl: string;
  readonly acceptedAt: string;
  /** When the money is back. */
  readonly dueAt: string;
  readonly refundedAt: string | null;
}

/** What one provider knows of one charge. Times are ISO 8601 in UTC. */
export interface Trade {
  readonly gateway: GatewayName;
  /** The provider's number of the merchant. */
  readonly merchantNo: string;
  readonly outTradeNo: string;
  readonly providerRef: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly subject: string;
  /** In the provider's own word, such as `MICROPAY`. */
  readonly scene: string;
  readonly payer: string;
  readonly notifyUrl: string;
  readonly startedAt: string;
  readonly expiresAt: string;
  readonly state: TradeState;
  readonly failedBy: Behaviour | null;
  readonly paidAt: string | null;
  readonly refunds: readonly Refund[];
  /** What else the provider tells back of it, such as the app's number. */
  readonly extra: Readonly<Record<string, string>>;
}

export const tradeKey = (gateway: GatewayName, merchantNo: string, outTradeNo: string): string =>
  `${gateway}/${merchantNo}/${outTradeNo}`;

export const keyOf = (trade: Trade): string => tradeKey(trade.gateway, trade.merchantNo, trade.outTradeNo);

/** What an unused code of a guest does by its last two digits, where the phone has not said it. */
export function behaviourOf(code: string): Behaviour {
  const byEnd: Readonly<Record<string, Behaviour>> = {
    '77': 'password',
    '55': 'balance_short',
    '44': 'code_expired',
    '33': 'declined',
  };
  return byEnd[code.slice(-2)] ?? 'pays';
}

/** The trade as the guest leaves it, or null where the guest can do nothing any more. */
export function afterGuest(trade: Trade, behaviour: Behaviour, now: Date): Trade | null {
  if (trade.state !== 'waiting' || Date.parse(trade.expiresAt) <= now.getTime()) return null;
  if (behaviour === 'password') return trade;
  if (behaviour === 'pays') return { ...trade, state: 'paid', paidAt: now.toISOString() };
  return { ...trade, state: 'failed', failedBy: behaviour };
}

export const refundedMinor = (trade: Trade): number =>
  trade.refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

export type RefundRefusal = 'not_paid' | 'too_much' | 'too_many' | 'too_soon' | 'too_late' | 'changed';

const MOST_REFUNDS = 50;
const YEAR_MS = 365 * 86_400_000;

/** Why a refund under a new number is not taken on; null where it is. `apartMs` is how long two of them must lie apart. */
export function refundRefusal(
  trade: Trade,
  amountMinor: number,
  { now, apartMs }: { readonly now: Date; readonly apartMs: number },
): RefundRefusal | null {
  if (trade.state !== 'paid' || trade.paidAt === null) return 'not_paid';
  if (!(amountMinor > 0) || refundedMinor(trade) + amountMinor > trade.amountMinor) return 'too_much';
  if (trade.refunds.length >= MOST_REFUNDS) return 'too_many';
  if (now.getTime() - Date.parse(trade.paidAt) > YEAR_MS) return 'too_late';
  const last = trade.refunds.at(-1);
  return last && now.getTime() - Date.parse(last.acceptedAt) < apartMs ? 'too_soon' : null;
}
