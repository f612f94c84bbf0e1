import { Kept, type ChannelContext } from './context.ts';

/** A voucher that a guest bought. Amounts in fen, of one use. */
export interface Voucher {
  readonly code: string;
  readonly title: string;
  readonly dealId: string;
  readonly state: 'unused' | 'used' | 'refunded';
  readonly uses: number;
  readonly value: number;
  readonly price: number;
  readonly paid: number;
  /** How often it went from unused to used: more than once without a cancellation is what must never happen. */
  readonly spentTimes: number;
  readonly verifyId: string | null;
  readonly usedAt: string | null;
}

export interface VoucherDraft {
  readonly code: string;
  readonly title?: string;
  readonly dealId?: string;
  readonly uses?: number;
  readonly value?: number;
  readonly price?: number;
  readonly paid?: number;
}

const HOUR_MS = 3_600_000;

/** One platform's vouchers, kept. */
export class VoucherDesk {
  readonly #vouchers: Kept<Voucher>;
  readonly #context: ChannelContext;

  constructor(context: ChannelContext, name: string) {
    this.#context = context;
    this.#vouchers = new Kept(context, `${name} vouchers`);
  }

  sell(draft: VoucherDraft): Voucher {
    const { code, title = '双人牛肉面套餐', dealId = 'D1', uses = 1, value = 6800, price = 4900, paid = 4400 } = draft;
    const voucher: Voucher = {
      code,
      title,
      dealId,
      uses,
      value,
      price,
      paid,
      state: 'unused',
      spentTimes: 0,
      verifyId: null,
      usedAt: null,
    };
    this.#vouchers.put(code, voucher);
    return voucher;
  }

  get(code: string): Voucher | undefined {
    return this.#vouchers.get(code);
  }

  all(): Voucher[] {
    return this.#vouchers.all();
  }

  byVerifyId(verifyId: string): Voucher | undefined {
    return this.all().find((one) => one.verifyId === verifyId);
  }

  use(code: string, verifyId: string): Voucher | null {
    const voucher = this.get(code);
    if (voucher?.state !== 'unused') return null;
    const { spentTimes } = voucher;
    const usedAt = this.#context.now().toISOString();
    const used: Voucher = { ...voucher, state: 'used', spentTimes: spentTimes + 1, verifyId, usedAt };
    this.#vouchers.put(code, used);
    return used;
  }

  /** Takes a use back within the hour that the platforms allow. */
  cancel(code: string): 'cancelled' | 'not_used' | 'too_late' {
    const voucher = this.get(code);
    if (voucher?.state !== 'used') return 'not_used';
    if (this.#context.now().getTime() - Date.parse(voucher.usedAt ?? '') > HOUR_MS) return 'too_late';
    this.#vouchers.put(code, { ...voucher, state: 'unused', spentTimes: voucher.spentTimes - 1, verifyId: null });
    return 'cancelled';
  }

  refund(code: string): void {
    const voucher = this.get(code);
    if (voucher) this.#vouchers.put(code, { ...voucher, state: 'refunded' });
  }
}
