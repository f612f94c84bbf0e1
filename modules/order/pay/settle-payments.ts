import { hash } from 'node:crypto';
import { ensureCustomers, recordConsents, sealIdentifier, type SealedIdentifier } from '@shuke/customer';
import { inSavepoint, type Follower, type Tx } from '@shuke/db';
import { assert, formatMinor, must, type Result } from '@shuke/kernel';
import { holdUnsettled, markSettled, markUnsettled, type PayerIdentifier, type Unsettled } from '@shuke/payment';
import { checkoutAsk, type Ask } from '../checkout/ask.ts';
import { OvertakenBatch } from '../checkout/overtaken-batch.ts';
import { serveAll } from '../checkout/post-batch.ts';
import type { Served } from '../checkout/serve.ts';
import type { AskRefusal } from '../errors.ts';
import { paymentKnowledge } from './payment-knowledge.ts';
import { paidSale, readContent, type SaleContent } from './sale-content.ts';

/**
 * Makes the orders of payments that were captured, each in the transaction in which its event counts: the member, the order, its
 * points and the end of the payment, or the refund of all of it where the order cannot be any more.
 */
export const settlementFollower: Follower = {
  name: 'payment settlement',
  types: ['payment.captured'],
  // So many commit together; the more, the longer the first guest of them waits, and tills that sell the same goods.
  atOnce: 64,
  isAwaited: true,
  async handle(tx, events) {
    const paymentIds = events.map(({ payload }) => (payload as { readonly paymentId: string }).paymentId);
    const payments = await holdUnsettled(tx, paymentIds);
    if (payments.length > 0) await settle(tx, payments.map(withSale));
  },
};

/** A payment that waits, and what it is to sell; nothing where it came so late that it is forgotten. */
interface Waiting {
  readonly payment: Unsettled;
  readonly sold: SaleContent | null;
}

const withSale = (payment: Unsettled): Waiting => ({
  payment,
  sold: payment.content === null ? null : readContent(payment.content),
});

type Answer = Result<Served, AskRefusal>;

async function settle(tx: Tx, waiting: readonly Waiting[]): Promise<void> {
  const members = await membersOf(tx, waiting);
  // What a dead payment was to sell is forgotten after a while, and money that comes then goes back.
  const asks = waiting.flatMap((one) => askOf(tx, one, members.get(one.payment.paymentId) ?? null) ?? []);
  const answers = await serveTwice(tx, asks);
  const byPayment = new Map(asks.map(({ paymentId }, i) => [paymentId, answers[i]]));
  const settled: { paymentId: string; orderId: string }[] = [];
  const failed: { payment: Unsettled; reason: string }[] = [];
  for (const { payment } of waiting) {
    const answer = byPayment.get(payment.paymentId);
    if (!answer?.ok) failed.push({ payment, reason: answer?.refusal.code ?? 'payment_too_late' });
    else {
      assert(answer.value.kind !== 'quoted', 'a checkout is answered with an order');
      settled.push({ paymentId: payment.paymentId, orderId: answer.value.order.orderId });
    }
  }
  await markSettled(tx, settled);
  await markUnsettled(tx, failed);
}

/** The sale of a payment, and of which one it is. */
interface PaidAsk {
  readonly paymentId: string;
  readonly ask: Ask;
}

/** Priced as of when the guest was told the price, for the provider's amount alone. */
function askOf(tx: Tx, { payment, sold }: Waiting, memberId: string | null): PaidAsk | null {
  if (sold === null) return null;
  const { paymentId, amountMinor, currency, createdAt } = payment;
  const { sale, customerId, note } = sold;
  const asked = checkoutAsk(tx.actor, paidSale(sale, formatMinor(amountMinor, currency)), {
    customerId: customerId ?? memberId,
    note: note === null ? null : Buffer.from(note, 'base64'),
  });
  // Two payments of one order are never one order twice, however alike they are.
  const contentHash = hash('sha256', paymentId, 'buffer').subarray(0, 16);
  const checkout = { ...must(asked.checkout, 'a sale is checked out'), contentHash };
  return { paymentId, ask: { ...asked, checkout, pricedAt: createdAt, asStranger: customerId === null } };
}

/** Serves all; a shift that was closed meanwhile is no reason to give the money back, the order is then of no shift. */
async function serveTwice(tx: Tx, asks: readonly PaidAsk[]): Promise<Answer[]> {
  const answers = await serve(
    tx,
    asks.map(({ ask }) => ask),
  );
  const isOver = (one: Answer | undefined): boolean => one?.ok === false && one.refusal.code === 'shift_closed';
  const over = asks.flatMap(({ ask }, i) => (isOver(answers[i]) ? [{ i, ask: withoutShift(ask) }] : []));
  const again = await serve(
    tx,
    over.map(({ ask }) => ask),
  );
  over.forEach(({ i }, at) => (answers[i] = must(again[at], 'each ask has its answer')));
  return answers;
}

const withoutShift = (ask: Ask): Ask => ({
  ...ask,
  checkout: { ...must(ask.checkout, 'a sale is checked out'), shiftId: null },
});

/** Serves asks together, or each by itself where another transaction was first. */
async function serve(tx: Tx, asks: readonly Ask[]): Promise<Answer[]> {
  if (asks.length === 0) return [];
  try {
    return await kept(tx, asks);
  } catch (error) {
    if (!(error instanceof OvertakenBatch) || asks.length === 1) throw error;
  }
  const answers: Answer[] = [];
  for (const ask of asks) answers.push(...(await kept(tx, [ask])));
  return answers;
}

const kept = (tx: Tx, asks: readonly Ask[]): Promise<Answer[]> =>
  inSavepoint(tx, async () => ({ value: await serveAll(tx, paymentKnowledge, asks), keep: true }));

// A union id is one person's in all apps of a merchant, an open id in one.
const STRONGEST = ['wechat_unionid', 'wechat_openid', 'alipay_id', 'card_token', 'payment_token'] as const;

/**
 * Who paid, of payments at which nobody was named: known by what the provider says of them, or a new member, who agreed to
 * what the provider's page asked.
 */
async function membersOf(tx: Tx, waiting: readonly Waiting[]): Promise<Map<string, string>> {
  const found = waiting.flatMap(({ payment, sold }) => {
    const isUnnamed = sold !== null && sold.customerId === null;
    const identifier = isUnnamed ? identifierOf(tx, payment.payer) : null;
    return identifier === null ? [] : [{ payment, row: { ...identifier, source: 'payment' } }];
  });
  const members = await ensureCustomers(
    tx,
    found.map(({ row }) => row),
  );
  const paid = found.map(({ payment }, i) => ({ payment, ...must(members[i], 'each row has its person') }));
  // Who was known before said yes or no elsewhere, and a page that everybody sees is no new answer of theirs.
  const joined = new Map(paid.flatMap((one) => (one.created ? [[one.customerId, one.payment]] : [])));
  await recordConsents(
    tx,
    [...joined].flatMap(([customerId, payment]) => agreed(tx.now, customerId, payment)),
  );
  return new Map(paid.map(({ payment, customerId }) => [payment.paymentId, customerId]));
}

function agreed(now: Date, customerId: string, { pageConsents, paidAt }: Unsettled) {
  // A provider's clock may run ahead of ours; what was said then was said by now.
  const at = paidAt !== null && paidAt < now ? paidAt : now;
  return (pageConsents?.words ?? []).map(({ purpose, version }) => ({
    customerId,
    purpose,
    channel: 'any' as const,
    granted: true,
    source: 'payment_page' as const,
    wording: { version, language: pageConsents!.language },
    at,
    touchpointId: null,
    by: customerId,
  }));
}

function identifierOf({ vault, merchantId }: Tx, payer: readonly PayerIdentifier[]): SealedIdentifier | null {
  for (const kind of STRONGEST) {
    const identifier = payer.find((one) => one.kind === kind);
    const sealed = identifier && sealIdentifier(vault, merchantId, identifier);
    if (sealed?.ok) return sealed.value;
  }
  return null;
}
