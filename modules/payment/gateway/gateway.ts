import type { Result, Refusal } from '@shuke/kernel';

export const GATEWAYS = ['wechat', 'alipay', 'unionpay', 'stripe'] as const;
export type GatewayName = (typeof GATEWAYS)[number];

/** How a guest is asked to pay: by the code on their phone, by ours, in the provider's app, in a browser, at a card reader. */
export const SCENES = ['payment_code', 'qr', 'jsapi', 'h5', 'terminal'] as const;
export type Scene = (typeof SCENES)[number];

/** A merchant's contract with a provider, as an adapter needs it. What a provider calls its fields is the adapter's to say. */
export interface GatewayAccount {
  readonly merchantId: string;
  readonly accountId: string;
  readonly gateway: GatewayName;
  /** Where the provider answers: its own address, or a stand-in's. */
  readonly baseUrl: string;
  /** Where it calls back. */
  readonly notifyUrl: string;
  /** Not secret, such as the number of the merchant and of the app. */
  readonly settings: Readonly<Record<string, string>>;
  /** Keys in PEM or as the provider writes them. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** What is to be charged, under a number that is ours and used once. */
export interface Charge {
  /** At most 32 letters and digits, as the strictest provider takes them. */
  readonly outTradeNo: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly subject: string;
  readonly scene: Scene;
  /** What the till scanned from the guest's phone, for a payment code. */
  readonly authCode?: string;
  /** Whom the provider's app says to be paying, for `jsapi`. */
  readonly payerId?: string;
  readonly clientIp?: string;
  readonly storeCode: string;
  readonly startedAt: Date;
  readonly expiresAt: Date;
}

/** What finds the person who paid again, in the kinds of `@shuke/customer`. */
export interface PayerIdentifier {
  readonly kind: 'wechat_openid' | 'wechat_unionid' | 'alipay_id' | 'payment_token' | 'card_token';
  readonly value: string;
}

/** What a provider says of a charge. */
export type Outcome =
  | {
      readonly state: 'captured';
      readonly providerRef: string;
      /** What it took in all; whoever hears another amount than was asked for does not believe it. */
      readonly amountMinor: number;
      readonly currency: string;
      readonly paidAt: Date;
      readonly payer: readonly PayerIdentifier[];
    }
  /** The guest has something to do: a password, a QR code to scan, a page to open. */
  | { readonly state: 'waiting'; readonly show?: GuestStep }
  /** The provider says that nothing was charged and nothing will be under this number. */
  | { readonly state: 'failed'; readonly reason: FailReason; readonly providerCode: string }
  /** Closed or reversed there: nothing can be charged any more, and what was has gone back. */
  | { readonly state: 'closed' }
  /** No answer, or none that can be believed. Only asking tells. */
  | { readonly state: 'unknown'; readonly why: string };

/** One of these is set. */
export interface GuestStep {
  readonly qrText?: string;
  readonly url?: string;
  /** What the provider's script in its app is given. */
  readonly invoke?: Readonly<Record<string, string>>;
  /** For the provider's own element in a browser or a reader. */
  readonly clientSecret?: string;
}

export type FailReason =
  'code_expired' | 'code_invalid' | 'balance_short' | 'guest_declined' | 'not_allowed' | 'request_invalid' | 'other';

/** What is to be paid back, under a number that is ours: the same one pays back once. */
export interface RefundOrder {
  readonly outRefundNo: string;
  readonly outTradeNo: string;
  readonly providerRef: string;
  readonly amountMinor: number;
  readonly totalMinor: number;
  readonly currency: string;
  readonly reason: string;
  /** When it was asked for, the same on each try: UnionPay finds a refund by its number and this time. */
  readonly startedAt: Date;
}

export type RefundOutcome =
  | {
      readonly state: 'refunded';
      readonly providerRef: string;
      readonly amountMinor: number;
      readonly refundedAt: Date;
    }
  /** Taken on, and not yet paid. */
  | { readonly state: 'accepted' }
  | { readonly state: 'failed'; readonly providerCode: string; readonly again: boolean }
  | { readonly state: 'unknown'; readonly why: string };

/** What a callback comes to, once its signature holds. */
export type Notice =
  | { readonly about: 'charge'; readonly noticeId: string; readonly outTradeNo: string; readonly outcome: Outcome }
  | {
      readonly about: 'refund';
      readonly noticeId: string;
      readonly outRefundNo: string;
      readonly outcome: RefundOutcome;
    }
  /** Signed, and of no interest to us. */
  | { readonly about: 'other'; readonly noticeId: string };

/** A request as it came: signatures are over the very bytes. */
export interface RawCallback {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export type CallbackRefusal = Refusal<'callback_forged' | 'callback_stale' | 'callback_unreadable'>;

/** What the provider is answered, so that it stops calling. */
export interface CallbackAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** A line of the provider's own account of a day. Amounts are in minor units; a refund's is above zero. */
export interface BillLine {
  readonly kind: 'charge' | 'refund';
  /** Ours: of the charge, or of the refund. */
  readonly outNo: string;
  readonly outTradeNo: string;
  readonly providerRef: string;
  readonly amountMinor: number;
  /** What the provider keeps; below zero where it gives a fee back. */
  readonly feeMinor: number;
  readonly currency: string;
  readonly at: Date;
}

export type Bill =
  | { readonly state: 'ready'; readonly lines: readonly BillLine[] }
  /** Not there yet, or nothing that can be believed; `why` is for the log. */
  | { readonly state: 'not_ready'; readonly why: string };

/**
 * A payment provider. It never throws because of what the provider does: what is not an answer that can be believed is
 * `unknown`. It keeps nothing: the same call with the same numbers may be made again after a crash.
 */
export interface Gateway {
  readonly scenes: readonly Scene[];
  /** Which settings and secrets an account needs and may have besides, for the form and its refusals. */
  readonly asks: {
    readonly settings: readonly string[];
    readonly secrets: readonly string[];
    readonly optionalSettings: readonly string[];
    readonly optionalSecrets: readonly string[];
  };
  /** The first setting or secret that is missing or cannot be used, judged without asking the provider; null when all can. */
  faultIn(account: GatewayAccount): string | null;
  charge(account: GatewayAccount, charge: Charge): Promise<Outcome>;
  query(account: GatewayAccount, charge: Charge): Promise<Outcome>;
  /** Sees to it that nothing is charged under this number: reverses what was, closes what was not. */
  cancel(account: GatewayAccount, charge: Charge): Promise<Outcome>;
  refund(account: GatewayAccount, refund: RefundOrder): Promise<RefundOutcome>;
  queryRefund(account: GatewayAccount, refund: RefundOrder): Promise<RefundOutcome>;
  /** Verifies and reads. `now` is judged against the time that was signed. */
  readCallback(account: GatewayAccount, callback: RawCallback, now: Date): Promise<Result<Notice, CallbackRefusal>>;
  readonly answers: { readonly taken: CallbackAnswer; readonly refused: CallbackAnswer };
  /** The provider's account of one of its days, `YYYY-MM-DD` in its own time zone. */
  bill(account: GatewayAccount, day: string): Promise<Bill>;
  /** When to ask again, in seconds since the charge began, and from when on it may be reversed. */
  readonly patience: { readonly asksAfterS: readonly number[]; readonly cancelNotBeforeS: number };
}
