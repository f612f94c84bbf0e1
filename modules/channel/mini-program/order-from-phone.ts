import type { MiniProgramCart, MiniProgramOrder, MiniProgramOrdered, PaymentStart, Quote } from '@shuke/contract';
import { inRead, inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { claimFromAddress, findStores } from '@shuke/merchant';
import { checkOut, quote, startPayment } from '@shuke/order';
import { accountsForStore } from '@shuke/payment';
import { becomeCustomer, guestOf, type Guest } from './guest.ts';
import { GUEST_ORDER_LIMIT } from './mini-program.ts';
import { noteOrder } from './order-store.ts';
import { paymentView } from './own-orders.ts';

const SOURCE = 'mini_program' as const;

/** What a cart costs this guest now. Whose coupons and points count, the session says. */
export async function quoteForGuest(ctx: Ctx, cart: MiniProgramCart): Promise<Result<Quote, Refusal>> {
  const guest = await guestOf(ctx);
  return guest.ok ? quote(ctx, { ...cart, source: SOURCE, ...idOf(guest.value) }) : guest;
}

const idOf = ({ customerId }: Pick<Guest, 'customerId'>) => (customerId === null ? {} : { customerId });

export interface OrderFromPhone {
  readonly key: string;
  readonly order: MiniProgramOrder;
  readonly address: string;
}

/**
 * Begins an order of the guest who is signed in, and asks them to pay it in WeChat; where there is nothing to pay the order is
 * made at once. The number is ours, and follows from guest and key: a repeat is the same order, and nobody takes the number
 * of somebody else's.
 */
export async function orderFromPhone(
  ctx: Ctx,
  { key, order, address }: OrderFromPhone,
): Promise<Result<MiniProgramOrdered, Refusal>> {
  const found = await guestOf(ctx);
  if (!found.ok) return found;
  const guest = found.value;
  const flooded = await whyFlooded(ctx, guest);
  if (flooded) return flooded;
  // Who orders becomes a customer, though not by an order that cannot be.
  if (guest.customerId === null) {
    const { note: _note, due: _due, ...cart } = order;
    const tried = await quote(ctx, { ...cart, source: SOURCE });
    if (!tried.ok) return tried;
  }
  const customerId = await becomeCustomer(ctx, guest);
  const orderRef = orderRefOf(ctx, guest, key);
  await inTx(ctx, {}, async (tx) => ok(await noteOrder(tx, { orderRef, customerId })));
  return begin(ctx, { guest, address, sale: { ...order, orderRef, source: SOURCE, customerId } });
}

async function whyFlooded(ctx: Ctx, { session }: Guest) {
  const claimed = await claimFromAddress(ctx, {
    purpose: `mini program orders ${ctx.actor.merchantId}`,
    address: session.openidHash.toString('hex'),
    limit: GUEST_ORDER_LIMIT,
  });
  return claimed.ok ? null : refuse('mini_program_orders_flooded', claimed.refusal.facts);
}

function orderRefOf({ vault, actor }: Ctx, { session }: Guest, key: string): string {
  const hash = vault.hash(actor.merchantId, 'mini-program order', `${session.openidHash.toString('hex')} ${key}`);
  return `MP${hash.toString('hex').slice(0, 20).toUpperCase()}`;
}

interface Beginning {
  readonly guest: Guest;
  readonly address: string;
  readonly sale: Omit<PaymentStart, 'tenders' | 'scene'>;
}

async function begin(ctx: Ctx, { guest, address, sale }: Beginning): Promise<Result<MiniProgramOrdered, Refusal>> {
  const { openid: payerId } = guest.session.identity;
  const start: PaymentStart = {
    ...sale,
    accountId: await wechatAccountOf(ctx, sale.storeCode),
    tenders: [{ kind: 'gateway' }],
    scene: 'jsapi',
    payerId,
  };
  const { orderRef } = sale;
  const started = await startPayment(ctx, { key: `mini program ${orderRef}`, start, address });
  if (started.ok) {
    return ok({ orderRef, payment: paymentView(started.value), orderId: started.value.orderId });
  }
  if (started.refusal.code !== 'payment_nothing_due') return started;
  const made = await checkOut(ctx, { ...sale, tenders: [] });
  return made.ok ? ok({ orderRef, payment: null, orderId: made.value.orderId }) : made;
}

/** By which account guests pay in WeChat: the store's own, or that of all stores. Of an unknown store the sale itself says so. */
const wechatAccountOf = (ctx: Ctx, storeCode: string): Promise<string | undefined> =>
  inRead(ctx, async (tx) => {
    const store = (await findStores(tx, [storeCode])).get(storeCode);
    const accounts = store ? await accountsForStore(tx, store.storeId) : [];
    return accounts.find(({ gateway }) => gateway === 'wechat')?.accountId;
  });
