import type { CheckoutRequest } from '@shuke/contract';
import { allocate, formatMinor, must, parseMinor, type Random } from '@shuke/kernel';
import { CURRENCY } from './shop.ts';
import { priceOf, takesCoupon, type Purchase, type Till } from './till.ts';
import type { Chain, HeldCode } from './town.ts';

/** A checkout that is ready to be sent. */
export interface Prepared {
  readonly bytes: Buffer;
  /** The refusal that it must meet; null where it must be accepted. */
  readonly refusal: string | null;
  readonly lines: number;
}

/** A checkout of a merchant, before it is bytes. */
export interface Order {
  readonly chain: Chain;
  readonly body: CheckoutRequest;
}

export interface Counter {
  readonly chain: Chain;
  readonly till: Till;
}

const REFUSED_SHARE = 0.02;
const COUPON_SHARE = 0.5;
const MEMBER_SHARE = 0.5;
/** Of the members' checkouts; the others earn only. */
const BURN_SHARE = 0.4;
const DELIVERY_SHARE = 0.1;
const SPLIT_SHARE = 0.1;
const MOST_LINES = 8;
const MOST_DRAWS = 200;

const KINDS = ['cash', 'card', 'external'] as const;

interface Draw {
  readonly purchase: Purchase;
  readonly coupon: HeldCode | null;
  readonly dueMinor: number;
}

/** Draws checkouts, each coupon once, until the coupons are used up. */
export class Guests {
  readonly #random: Random;
  /** A store is drawn by drawing its place in this list, so that all stores are equally busy. */
  readonly #stores: readonly { counter: Counter; storeCode: string }[];
  readonly #coupons: { counter: Counter; coupon: HeldCode }[];
  /** Orders that were accepted: their numbers are taken, and the coupons of some used up. */
  #accepted: readonly Order[] = [];
  #withCoupons: readonly Order[] = [];
  #orders = 0;

  constructor(random: Random, counters: readonly Counter[]) {
    this.#random = random;
    this.#stores = counters.flatMap((counter) => counter.chain.storeCodes.map((storeCode) => ({ counter, storeCode })));
    this.#coupons = counters.flatMap((counter) => counter.chain.coupons.map((coupon) => ({ counter, coupon })));
    shuffle(random, this.#coupons);
  }

  /** Orders that were accepted, over which later ones are to be refused. */
  remember(accepted: readonly Order[]): void {
    this.#accepted = accepted;
    this.#withCoupons = accepted.filter(({ body }) => body.coupons !== undefined);
  }

  /** An order that is to be accepted. */
  order(now: Date): Order {
    const shown =
      this.#random.next() < COUPON_SHARE ? must(this.#coupons.pop(), 'there are coupons for the whole run') : null;
    return this.#orderOf(shown?.counter ?? this.#random.pick(this.#stores).counter, shown?.coupon ?? null, now);
  }

  /** A checkout that is to be accepted or, two in a hundred, refused. */
  next(now: Date): Prepared {
    return this.#random.next() < REFUSED_SHARE ? this.#refused(now) : prepared(this.order(now));
  }

  #orderOf(counter: Counter, coupon: HeldCode | null, now: Date): Order {
    const { chain } = counter;
    const { dueMinor, ...draw } = this.#draw(counter, coupon, now);
    const body = {
      orderRef: this.#number(),
      storeCode: this.#random.pick(chain.storeCodes),
      ...askedOf(draw),
      due: formatMinor(dueMinor, CURRENCY),
      tenders: this.#tenders(dueMinor),
    };
    return { chain, body };
  }

  #number(): string {
    this.#orders += 1;
    return `B-${this.#orders}`;
  }

  // A guest does not show a coupon that takes nothing off: then the basket is filled anew.
  #draw(counter: Counter, coupon: HeldCode | null, now: Date): Draw {
    for (let i = 0; i < MOST_DRAWS; i += 1) {
      const purchase = this.#purchase(counter, coupon);
      const priced = priceOf(counter.till, purchase, now);
      if (coupon === null || takesCoupon(priced)) return { purchase, coupon, dueMinor: priced.dueMinor };
    }
    throw new Error(`no basket of ${MOST_DRAWS} takes a coupon of template ${coupon?.templateId}`);
  }

  #purchase({ chain, till }: Counter, coupon: HeldCode | null): Purchase {
    const random = this.#random;
    const isDelivery = random.next() < DELIVERY_SHARE;
    const customerId = coupon?.customerId ?? (this.#isMember(coupon) ? random.pick(chain.memberIds) : null);
    const count = 1 + random.int(MOST_LINES);
    const products = new Set<Till['products'][number]>();
    while (products.size < count) products.add(random.pick(till.products));
    return {
      source: isDelivery ? 'delivery' : 'counter',
      deliveryFeeMinor: isDelivery ? 600 : 0,
      lines: Array.from(products, (product) => ({ product, quantity: random.pick([1, 1, 1, 2, 3]) })),
      customerId,
      spendPoints: customerId !== null && random.next() < BURN_SHARE ? 100 * (1 + random.int(10)) : 0,
      templateId: coupon?.templateId ?? null,
    };
  }

  // Two coupons in three are members' own, a third of all checkouts. So a bearer's coupon is shown by strangers, and of
  // the half without a coupon a third are members: half of all together.
  #isMember(coupon: HeldCode | null): boolean {
    const owned = 2 / 3;
    return coupon === null && this.#random.next() < (MEMBER_SHARE - COUPON_SHARE * owned) / (1 - COUPON_SHARE);
  }

  #tenders(dueMinor: number): CheckoutRequest['tenders'] {
    if (dueMinor === 0) return [];
    const isSplit = dueMinor > 1 && this.#random.next() < SPLIT_SHARE;
    const first = this.#random.int(KINDS.length);
    return allocate(dueMinor, isSplit ? [1, 1] : [1]).map((amount, i) => ({
      kind: KINDS[(first + i) % KINDS.length]!,
      amount: formatMinor(amount, CURRENCY),
    }));
  }

  /** A checkout with one thing wrong with it. */
  #refused(now: Date): Prepared {
    const { chain, body } = this.#orderOf(this.#random.pick(this.#stores).counter, null, now);
    const used = this.#random.pick(this.#withCoupons);
    const taken = this.#random.pick(this.#accepted);
    const wrong: readonly [string, Order][] = [
      ['coupon_used_up', { ...used, body: { ...used.body, orderRef: body.orderRef } }],
      ['order_ref_reused', { ...taken, body: { ...taken.body, source: 'takeaway' } }],
      ['tenders_differ_from_due', { chain, body: { ...body, tenders: [...overpaid(body)] } }],
      ['quote_changed', { chain, body: { ...body, due: '99999.99' } }],
      ['product_not_sold', { chain, body: { ...body, lines: [...body.lines, { sku: 'NONE', quantity: '1' }] } }],
      ['order_store_unknown', { chain, body: { ...body, storeCode: 'NONE' } }],
    ];
    const [refusal, order] = this.#random.pick(wrong);
    return prepared(order, refusal);
  }
}

function overpaid({ due = '0' }: CheckoutRequest): CheckoutRequest['tenders'] {
  const dueMinor = must(parseMinor(due, CURRENCY), 'what is due is an amount');
  return [{ kind: 'cash', amount: formatMinor(dueMinor + 1, CURRENCY) }];
}

function askedOf({
  purchase,
  coupon,
}: Omit<Draw, 'dueMinor'>): Pick<CheckoutRequest, 'lines'> & Partial<CheckoutRequest> {
  const { source, deliveryFeeMinor, lines, customerId, spendPoints } = purchase;
  return {
    source,
    ...(deliveryFeeMinor > 0 ? { deliveryFee: formatMinor(deliveryFeeMinor, CURRENCY) } : {}),
    ...(customerId === null ? {} : { customerId }),
    ...(coupon === null ? {} : { coupons: [coupon.code] }),
    ...(spendPoints > 0 ? { spendPoints } : {}),
    lines: lines.map(({ product: { sku }, quantity }) => ({ sku, quantity: String(quantity) })),
  };
}

/** An order as the bytes of a request. */
export function prepared({ chain, body }: Order, refusal: string | null = null): Prepared {
  const text = JSON.stringify(body);
  const head = [
    'POST /v1/checkouts HTTP/1.1',
    'host: localhost',
    `authorization: Bearer ${chain.token}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(text)}`,
  ];
  const bytes = Buffer.from(`${head.join('\r\n')}\r\n\r\n${text}`);
  return { bytes, refusal, lines: body.lines.length };
}

function shuffle<T>(random: Random, items: T[]): void {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = random.int(i + 1);
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
}
