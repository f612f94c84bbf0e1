import type {
  MiniProgramOrders,
  MiniProgramOrdersQuery,
  MiniProgramOrderView,
  MiniProgramPayment,
  OrderSummary,
  PaymentView,
} from '@shuke/contract';
import { circleOf } from '@shuke/customer';
import { inRead, type Ctx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { getOrder, listOrders } from '@shuke/order';
import { getPayment } from '@shuke/payment';
import type { SessionRefusal } from './errors.ts';
import { guestOf } from './guest.ts';
import { isOrderOf } from './order-store.ts';

/** All customers who are the person who is signed in; none for who is no customer yet. */
export async function circleOfGuest(ctx: Ctx): Promise<Result<readonly string[], SessionRefusal>> {
  const guest = await guestOf(ctx);
  if (!guest.ok) return guest;
  const { customerId } = guest.value;
  if (customerId === null) return ok([]);
  return inRead(ctx, async (tx) => ok((await circleOf(tx, [customerId])).get(customerId) ?? [customerId]));
}

const PAGE = 20;

/** A page of the guest's own orders, however they were made, the newest first. */
export async function ownOrders(
  ctx: Ctx,
  { after, limit = PAGE }: MiniProgramOrdersQuery,
): Promise<Result<MiniProgramOrders, SessionRefusal>> {
  const circle = await circleOfGuest(ctx);
  if (!circle.ok) return circle;
  if (after !== undefined && !(await isOwnOrder(ctx, circle.value, after))) return ok({ items: [], next: null });
  const pages = [];
  // A person is one customer, or few who were merged.
  for (const customerId of circle.value) pages.push(await listOrders(ctx, { customerId, after, limit }));
  const all = pages.flatMap(({ items }) => items).toSorted(newestFirst);
  const items = all.slice(0, limit);
  const isMore = all.length > limit || pages.some(({ next }) => next !== null);
  return ok({ items: items.map(withoutWhose), next: isMore ? (items.at(-1)?.orderId ?? null) : null });
}

async function isOwnOrder(ctx: Ctx, circle: readonly string[], orderId: string): Promise<boolean> {
  const order = await getOrder(ctx, orderId);
  return order.ok && order.value.customerId !== null && circle.includes(order.value.customerId);
}

const placeOf = ({ businessDay, orderedAt, orderId }: OrderSummary): string => `${businessDay} ${orderedAt} ${orderId}`;
const newestFirst = (a: OrderSummary, b: OrderSummary): number => (placeOf(a) < placeOf(b) ? 1 : -1);

function withoutWhose<T extends { readonly customerId: string | null }>({ customerId: _whose, ...own }: T) {
  return own;
}

/** One of the guest's own orders. Somebody else's is answered as one that there is not. */
export async function ownOrder(
  ctx: Ctx,
  orderId: string,
): Promise<Result<MiniProgramOrderView, SessionRefusal | Refusal<'order_not_found'>>> {
  const circle = await circleOfGuest(ctx);
  if (!circle.ok) return circle;
  const order = await getOrder(ctx, orderId);
  if (!order.ok) return order;
  const { customerId } = order.value;
  const isOwn = customerId !== null && circle.value.includes(customerId);
  return isOwn ? ok(withoutWhose(order.value)) : refuse('order_not_found', { orderId });
}

/** A payment that the guest began on a phone. Somebody else's is answered as one that there is not. */
export async function ownPayment(
  ctx: Ctx,
  paymentId: string,
): Promise<Result<MiniProgramPayment, SessionRefusal | Refusal<'payment_not_found'>>> {
  const circle = await circleOfGuest(ctx);
  if (!circle.ok) return circle;
  const payment = await getPayment(ctx, paymentId);
  if (!payment.ok) return payment;
  const { orderRef } = payment.value;
  const isOwn = await inRead(ctx, (tx) => isOrderOf(tx, { orderRef, customerIds: circle.value }));
  return isOwn ? ok(paymentView(payment.value)) : refuse('payment_not_found', { paymentId });
}

/** Of a payment what its guest needs to know. */
export function paymentView(payment: PaymentView): MiniProgramPayment {
  const { show, accountId: _a, gateway: _g, scene: _s, storeId: _o, outTradeNo: _n, ...told } = payment;
  const { providerRef: _p, refunds: _r, ...own } = told;
  return { ...own, invoke: show?.invoke ?? null };
}
