import type { Refusal, Result } from '@shuke/kernel';
import type { ChannelAccount, ChannelOrder } from '../channel.ts';
import type { OrderStatus, RefundStatus } from '../progress.ts';

/** A request as it came: signatures are over the very bytes and the address as the platform wrote it. */
export interface ChannelCallback {
  readonly method: string;
  /** What stands behind the account in the address: platforms register one address a kind of telling. */
  readonly topic: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** Goods that go back, by the platform's number of them. */
export interface RefundedItem {
  readonly itemRef: string;
  readonly quantityMilli: number;
}

/** What a platform says of money that goes back. */
export interface RefundTold {
  /** The platform's own number of it, or what stands for one. */
  readonly refundRef: string;
  readonly status: RefundStatus;
  readonly whole: boolean;
  readonly items: readonly RefundedItem[];
  readonly salesMinor: number | null;
  readonly commissionMinor: number | null;
  readonly reason: string;
  /** Until when the merchant may say something; null where nobody asks. */
  readonly decideBy: Date | null;
}

/** What a platform tells, once its signature holds. `noticeId` is the same when it tells it again. */
export type Notice =
  | { readonly about: 'order'; readonly noticeId: string; readonly order: ChannelOrder; readonly status: OrderStatus }
  | {
      readonly about: 'status';
      readonly noticeId: string;
      readonly platformNo: string;
      readonly status: OrderStatus;
      readonly reason: string | null;
    }
  | { readonly about: 'refund'; readonly noticeId: string; readonly platformNo: string; readonly refund: RefundTold }
  /** The same of a voucher, which is found by the platform's number of its consumption. */
  | {
      readonly about: 'voucher_refund';
      readonly noticeId: string;
      readonly voucherRef: string;
      readonly refund: RefundTold;
    }
  /** Signed or a probe, and of no interest. */
  | { readonly about: 'other'; readonly noticeId: string };

export type CallbackRefusal = Refusal<'channel_callback_forged' | 'channel_callback_unreadable'>;

/** What became of a callback. `pending`, `agreed` and `declined` answer a platform that asks for a decision. */
export type CallbackFate = 'taken' | 'refused' | 'pending' | 'agreed' | 'declined';

export interface CallbackAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What is to be said to a platform. Saying it again does no harm: each of these is true or is not. */
export type Telling =
  | { readonly kind: 'accept' | 'ready'; readonly platformNo: string }
  | { readonly kind: 'reject'; readonly platformNo: string; readonly reason: string }
  | { readonly kind: 'agree_refund'; readonly platformNo: string; readonly refundRef: string }
  | {
      readonly kind: 'decline_refund';
      readonly platformNo: string;
      readonly refundRef: string;
      readonly reason: string;
    }
  | { readonly kind: 'stock'; readonly items: readonly { readonly itemRef: string; readonly available: boolean }[] };

export type Told =
  | { readonly state: 'done' }
  /** The platform will never do it; `cancelled` where that is because the order is. */
  | { readonly state: 'refused'; readonly why: string; readonly cancelled: boolean }
  | { readonly state: 'unknown'; readonly why: string };

/** A voucher as the platform describes it before it is spent. Amounts are of one use. */
export interface VoucherOffer {
  readonly code: string;
  readonly dealRef: string;
  readonly dealName: string;
  readonly mostUses: number;
  readonly listMinor: number;
  readonly guestPaidMinor: number;
  /** What the merchant's sale comes to: what the guest paid and what the platform adds. */
  readonly payableMinor: number;
  /** What the platform wants back when it is spent, by its own names. */
  readonly tokens: Readonly<Record<string, string>>;
}

export interface VoucherUse {
  readonly code: string;
  readonly uses: number;
  readonly tokens: Readonly<Record<string, string>>;
  /** How often the platform was asked to spend it before: a platform may say of a repeat that it is done. */
  readonly attempt: number;
}

export type Prepared =
  | { readonly state: 'valid'; readonly offer: VoucherOffer }
  | { readonly state: 'refused'; readonly why: string }
  | { readonly state: 'unknown'; readonly why: string };

export type VoucherOutcome =
  /** `voucherRef` is the platform's number of the consumption; `tokens` are kept to take it back. */
  | { readonly state: 'consumed'; readonly voucherRef: string; readonly tokens: Readonly<Record<string, string>> }
  | { readonly state: 'refused'; readonly why: string }
  | { readonly state: 'unknown'; readonly why: string };

export type CancelOutcome =
  | { readonly state: 'cancelled' }
  | { readonly state: 'refused'; readonly why: string }
  | { readonly state: 'unknown'; readonly why: string };

/** On whose behalf a platform is called, and the moment that the call is signed with. */
export interface Caller {
  readonly account: ChannelAccount;
  readonly now: Date;
}

export interface VoucherDesk {
  readonly prepare: (caller: Caller, code: string) => Promise<Prepared>;
  readonly consume: (caller: Caller, use: VoucherUse) => Promise<VoucherOutcome>;
  /** Finds out what became of a consumption without an answer. Never spends what a first request may have spent. */
  readonly settle: (caller: Caller, use: VoucherUse) => Promise<VoucherOutcome>;
  readonly cancel: (caller: Caller, use: VoucherUse) => Promise<CancelOutcome>;
  /** When to ask again, in seconds after each attempt, and for how long a consumption can be taken back. */
  readonly patience: { readonly asksAfterS: readonly number[]; readonly cancelWithinS: number };
}

/**
 * A platform. It never throws because of what the platform does: what is no answer that can be believed is `unknown`. It
 * keeps nothing.
 */
export interface ChannelAdapter {
  /** Which settings and secrets an account needs. */
  readonly asks: { readonly settings: readonly string[]; readonly secrets: readonly string[] };
  /** Verifies and reads what the platform sends. */
  readonly read?: (account: ChannelAccount, callback: ChannelCallback) => Result<Notice, CallbackRefusal>;
  readonly answer?: (fate: CallbackFate) => CallbackAnswer;
  readonly tell?: (caller: Caller, telling: Telling) => Promise<Told>;
  readonly vouchers?: VoucherDesk;
}
