import type { ChannelContext } from './context.ts';
import { Kept } from './context.ts';

export const TAKEAWAY_STATES = ['new', 'confirmed', 'prepared', 'delivering', 'done', 'cancelled'] as const;
export type TakeawayState = (typeof TAKEAWAY_STATES)[number];

/** An order as the platform knows it. Amounts in fen. */
export interface TakeawayOrder {
  readonly no: string;
  readonly dayNo: number;
  readonly state: TakeawayState;
  /** Where the shop is told of it, and with whose secret. */
  readonly shop: TakeawayShop;
  readonly placedAt: string;
  readonly lines: readonly TakeawayLine[];
  readonly packing: number;
  readonly delivery: number;
  readonly platformDiscount: number;
  readonly merchantDiscount: number;
  readonly fee: number;
  readonly refunds: readonly { readonly ref: string; readonly state: 'asked' | 'agreed' | 'declined' }[];
}

export interface TakeawayLine {
  readonly id: string;
  readonly sku: string | null;
  readonly name: string;
  readonly quantity: number;
  /** Of one. */
  readonly price: number;
}

export interface TakeawayShop {
  /** Without the kind of telling behind it. */
  readonly callbackUrl: string;
  readonly shopId: string;
  readonly appId: string;
  readonly appKey: string;
  readonly token: string;
  readonly secret: string;
}

/** What somebody orders, for the control route: what is left out is as of a simple lunch. */
export interface TakeawayDraft {
  readonly shop: TakeawayShop;
  readonly no?: string;
  readonly lines?: readonly TakeawayLine[];
  readonly packing?: number;
  readonly delivery?: number;
  readonly platformDiscount?: number;
  readonly merchantDiscount?: number;
  readonly feeBps?: number;
}

const LUNCH: readonly TakeawayLine[] = [
  { id: '501', sku: 'N1', name: '红烧牛肉面', quantity: 2, price: 2800 },
  { id: '502', sku: null, name: '桂花酸梅汤', quantity: 1, price: 600 },
];

export const grossOf = ({ lines, packing }: Pick<TakeawayOrder, 'lines' | 'packing'>): number =>
  lines.reduce((sum, line) => sum + line.quantity * line.price, packing);

/** What the guest pays, the platform's own delivery included. */
export const guestPays = (order: TakeawayOrder): number =>
  grossOf(order) + order.delivery - order.platformDiscount - order.merchantDiscount;

/** What the platform pays out. */
export const incomeOf = (order: TakeawayOrder): number => grossOf(order) - order.merchantDiscount - order.fee;

/** One platform's orders, kept. */
export class TakeawayDesk {
  readonly #orders: Kept<TakeawayOrder>;
  readonly #context: ChannelContext;
  readonly #name: string;

  constructor(context: ChannelContext, name: string) {
    this.#context = context;
    this.#name = name;
    this.#orders = new Kept(context, `${name} orders`);
  }

  take(draft: TakeawayDraft): TakeawayOrder {
    const dayNo = this.#orders.all().length + 1;
    const lines = draft.lines ?? LUNCH;
    const { packing = 200, delivery = 500, platformDiscount = 600, merchantDiscount = 400, feeBps = 1500 } = draft;
    const gross = grossOf({ lines, packing });
    const order: TakeawayOrder = {
      no: draft.no ?? `${this.#name.toUpperCase()}${String(dayNo).padStart(8, '0')}`,
      dayNo,
      state: 'new',
      shop: draft.shop,
      placedAt: this.#context.now().toISOString(),
      lines,
      packing,
      delivery,
      platformDiscount,
      merchantDiscount,
      fee: Math.round(((gross - merchantDiscount) * feeBps) / 10_000),
      refunds: [],
    };
    this.#orders.put(order.no, order);
    return order;
  }

  get(no: string): TakeawayOrder | undefined {
    return this.#orders.get(no);
  }

  all(): TakeawayOrder[] {
    return this.#orders.all();
  }

  /** Goes on to a state; answers why not where the order is past it. */
  move(no: string, to: TakeawayState): 'moved' | 'there' | 'cancelled' | 'unknown' {
    const order = this.#orders.get(no);
    if (!order) return 'unknown';
    if (order.state === 'cancelled') return to === 'cancelled' ? 'there' : 'cancelled';
    if (TAKEAWAY_STATES.indexOf(order.state) >= TAKEAWAY_STATES.indexOf(to)) return 'there';
    this.#orders.put(no, { ...order, state: to });
    return 'moved';
  }

  refund(no: string, ref: string, state: 'asked' | 'agreed' | 'declined'): boolean {
    const order = this.#orders.get(no);
    if (!order) return false;
    const others = order.refunds.filter((one) => one.ref !== ref);
    this.#orders.put(no, { ...order, refunds: [...others, { ref, state }] });
    return true;
  }
}
