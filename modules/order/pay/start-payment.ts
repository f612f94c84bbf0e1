import type { PaymentStart, PaymentView } from '@shuke/contract';
import { sealIdentifier, type IdentifierRefusal } from '@shuke/customer';
import { inSavepoint, inTx, type Ctx, type Tx } from '@shuke/db';
import { assert, formatMinor, must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { beginPayment, getPayment, sendCharge, type StartRefusal } from '@shuke/payment';
import { checkoutAsk, type AskedSale } from '../checkout/ask.ts';
import type { PaidOrder } from '../checkout/paid-order.ts';
import { payerIn, type ShownPayer } from '../checkout/payer.ts';
import { rehearse } from '../checkout/post-batch.ts';
import type { AskRefusal, KeyReused } from '../errors.ts';
import { paymentKnowledge } from './payment-knowledge.ts';
import { saleOf, writeContent, type GatewayTenderRefusal } from './sale-content.ts';

export interface StartPayment {
  readonly key: string;
  readonly start: PaymentStart;
  /** Of whoever asks, for pages in a browser. */
  readonly address: string;
}

export type PaymentStartRefusal =
  AskRefusal | IdentifierRefusal | StartRefusal | GatewayTenderRefusal | Refusal<'payment_not_found'>;

/**
 * Asks a guest to pay through a provider. The sale is rehearsed first, as the checkout that it will be, and what it comes to is
 * written down with the payment's number; then the provider is called. The order is made when the money has come.
 */
export async function startPayment(
  ctx: Ctx,
  { key, start, address }: StartPayment,
): Promise<Result<PaymentView, PaymentStartRefusal | KeyReused>> {
  const sale = saleOf(start);
  if (!sale.ok) return sale;
  const shown = start.customer ? sealIdentifier(ctx.vault, ctx.actor.merchantId, start.customer) : ok(null);
  if (!shown.ok) return shown;
  const { customerId: known = null, note = null } = start;
  const person = { shown: shown.value, known, note };
  // A code works once and a person is found by their hash: a key remembers neither.
  const input = { ...start, customer: shown.value?.hash.toString('hex') ?? null, authCode: null };
  const begun = await inTx(ctx, { key, input }, (tx) => begin(tx, { sale: sale.value, person, way: start }));
  if (!begun.ok) return begun;
  const { paymentId, subject } = begun.value;
  await sendCharge(ctx, paymentId, { way: start, subject, storeCode: start.storeCode, clientIp: address });
  return getPayment(ctx, paymentId);
}

interface Begin {
  readonly sale: AskedSale;
  readonly person: ShownPayer;
  readonly way: Pick<PaymentStart, 'scene' | 'accountId' | 'authCode' | 'payerId'>;
}

interface Begun {
  readonly paymentId: string;
  readonly subject: string;
}

async function begin(tx: Tx, { sale, person, way }: Begin): Promise<Result<Begun, PaymentStartRefusal>> {
  const payer = await payerIn(tx, person);
  const order = await rehearsed(tx, sale, payer);
  if (!order.ok) return order;
  const { storeId, orderRef, payableMinor, pointsPaidMinor, priced, tenders } = order.value;
  const { currency } = priced.cart;
  const amountMinor = must(tenders.at(-1), 'the last tender is the provider’s').amountMinor;
  const due = formatMinor(payableMinor - pointsPaidMinor, currency);
  const { customerId, note } = payer;
  const content = { sale: { ...sale, due }, customerId, note: note?.toString('base64') ?? null };
  const begun = await beginPayment(tx, {
    storeId,
    orderRef,
    amountMinor,
    currency,
    way,
    content: writeContent(content),
  });
  return begun.ok ? ok({ ...begun.value, subject: orderRef }) : begun;
}

/** What the checkout would be now. All that it locked and took is let go again. */
async function rehearsed(
  tx: Tx,
  sale: AskedSale,
  payer: Awaited<ReturnType<typeof payerIn>>,
): Promise<Result<PaidOrder, PaymentStartRefusal>> {
  const ask = checkoutAsk(tx.actor, sale, payer);
  const served = await inSavepoint(tx, async () => ({
    value: await rehearse(tx, paymentKnowledge, ask),
    keep: false,
  }));
  if (!served.ok) return served;
  if (served.value.kind === 'repeated') return refuse('order_ref_reused', { orderId: served.value.order.orderId });
  assert(served.value.kind === 'paid', 'a checkout is answered with an order');
  return ok(served.value.order);
}
