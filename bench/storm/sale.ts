import { setTimeout as sleep } from 'node:timers/promises';
import { good, send, type Till } from './client.ts';
import { codeOf, type Guest } from './guests.ts';

/** A payment as the shop's API shows it. */
export interface Shown {
  readonly paymentId: string;
  readonly outTradeNo: string;
  readonly orderRef: string;
  readonly amount: string;
  readonly status: 'pending' | 'captured' | 'failed' | 'closed';
  readonly show: { readonly qrText?: string } | null;
  readonly orderId: string | null;
  readonly unsettledFor: string | null;
  readonly refunds: readonly { readonly amount: string; readonly status: string }[];
}

/** What became of an order: the payments that the till began for it, and whether it was paid in cash. */
export interface Sale {
  readonly guest: Guest;
  readonly payments: string[];
  inCash: boolean;
  returns: number;
  /** The run was over before it was. */
  isStuck: boolean;
}

export interface Counter {
  readonly till: Till;
  /** Where the guests' phones are. */
  readonly phonesUrl: string;
  readonly accounts: Readonly<Record<Guest['gateway'], string>>;
  readonly storeCode: string;
  readonly sku: string;
  readonly priceMinor: number;
  /** Whether goods that were just sold may come back yet. */
  readonly mayReturn: (guest: Guest) => boolean;
}

/** As long as the providers ask for it, a cashier waits before trying again. */
const PATIENCE_MS = 15_000;
const LOOKS_EVERY_MS = 1_000;
const CANCELS_EVERY_MS = 3_000;

/** Sells to one guest as a patient cashier does: asks, waits, ends what does not come, and tries another code until it is paid. */
export async function sell(counter: Counter, guest: Guest): Promise<Sale> {
  const sale: Sale = { guest, payments: [], inCash: false, returns: 0, isStuck: false };
  try {
    for (let attempt = 0; ; attempt += 1) {
      const began = await begin(counter, sale, attempt);
      if (!began) return sale;
      const ended = await seeThrough(counter, sale, began);
      if (!ended) break;
      if (ended.status === 'captured') return await after(counter, sale, ended);
    }
  } catch (error) {
    if (!counter.till.isOver) throw error;
  }
  sale.isStuck = true;
  return sale;
}

const refOf = ({ n }: Guest): string => `STORM-${n}`;

const goodsOf = ({ storeCode, sku }: Counter, guest: Guest) => ({
  orderRef: refOf(guest),
  storeCode,
  lines: [{ sku, quantity: String(guest.cups) }],
});

/** Null where the order was paid otherwise meanwhile. */
async function begin(counter: Counter, sale: Sale, attempt: number): Promise<Shown | null> {
  const { guest } = sale;
  const { scene, gateway } = guest;
  const way = scene === 'qr' ? { accountId: counter.accounts[gateway] } : { authCode: codeOf(guest, attempt) };
  const asked = { ...goodsOf(counter, guest), tenders: [{ kind: 'gateway' }], scene, ...way };
  const answer = await counter.till.post('/v1/payments', asked, `${refOf(guest)}-pay-${attempt}`);
  if (answer.body['code'] === 'order_ref_reused' && sale.inCash) return null;
  const shown = good(answer) as unknown as Shown;
  sale.payments.push(shown.paymentId);
  return shown;
}

/** Waits until a payment has ended, one way or the other, while guest and cashier do what they do. */
async function seeThrough(counter: Counter, sale: Sale, began: Shown): Promise<Shown | null> {
  const { till } = counter;
  const { guest } = sale;
  const startedAt = performance.now();
  let [shown, cancelledAt] = [began, 0];
  const cancelDue = (): boolean => {
    const isRaced = guest.isCancelled && sale.payments.length === 1;
    const now = performance.now();
    return (isRaced || now - startedAt > PATIENCE_MS) && now - cancelledAt > CANCELS_EVERY_MS;
  };
  while (shown.status === 'pending' || !isSettled(shown)) {
    if (till.isOver) return null;
    if (shown.status === 'pending') {
      const acts = [guestActs(counter, sale, shown)];
      if (cancelDue()) {
        cancelledAt = performance.now();
        acts.push(cancel(counter, shown, cancelledAt));
      }
      await Promise.all(acts);
    }
    await sleep(LOOKS_EVERY_MS);
    shown = await look(till, shown.paymentId);
  }
  return shown;
}

export const look = async (till: Till, paymentId: string): Promise<Shown> =>
  good(await till.get(`/v1/payments/${paymentId}`)) as unknown as Shown;

const isSettled = ({ status, orderId, unsettledFor }: Shown): boolean =>
  status !== 'captured' || orderId !== null || unsettledFor !== null;

async function cancel({ till }: Counter, { paymentId }: Shown, at: number): Promise<void> {
  good(await till.post(`/v1/payments/${paymentId}/cancellation`, {}, `${paymentId}-${at}`));
}

/** Who is shown a code pays it, some in cash first; who was asked for a password types it. */
async function guestActs(counter: Counter, sale: Sale, shown: Shown): Promise<void> {
  const { guest } = sale;
  if (guest.scene === 'qr' && shown.show === null) return;
  if (guest.paysTwice && !sale.inCash) await payInCash(counter, sale);
  // A provider that is down, or knows of nothing to pay, is tried again with the next look.
  await send(`${counter.phonesUrl}/control/trades/${shown.outTradeNo}/pay`, { method: 'POST' });
}

async function payInCash(counter: Counter, sale: Sale): Promise<void> {
  const { guest } = sale;
  const amount = ((guest.cups * counter.priceMinor) / 100).toFixed(2);
  const asked = { ...goodsOf(counter, guest), tenders: [{ kind: 'cash', amount }] };
  const answer = await counter.till.post('/v1/checkouts', asked, `${refOf(guest)}-cash`);
  if (answer.body['code'] === 'order_ref_reused') return;
  good(answer);
  sale.inCash = true;
}

/** Takes goods back of some, and waits until whatever is to go back has gone. */
async function after(counter: Counter, sale: Sale, captured: Shown): Promise<Sale> {
  const { till } = counter;
  const { guest } = sale;
  if (guest.returnsOne && captured.orderId !== null) {
    while (!counter.mayReturn(guest)) await sleep(LOOKS_EVERY_MS);
    const asked = { storeCode: counter.storeCode, lines: [{ line: 1, quantity: '1' }], reason: 'storm' };
    good(await till.post(`/v1/orders/${captured.orderId}/refunds`, asked, `${refOf(guest)}-return`));
    sale.returns = 1;
  }
  let shown = await look(till, captured.paymentId);
  while (shown.refunds.some(({ status }) => status === 'due' || status === 'accepted')) {
    if (till.isOver) return { ...sale, isStuck: true };
    await sleep(LOOKS_EVERY_MS);
    shown = await look(till, captured.paymentId);
  }
  return sale;
}
