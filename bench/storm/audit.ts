import { DAY_MS, HOUR_MS } from '@shuke/kernel';
import type { Trade } from '@shuke/sandbox/stand-ins';
import { good, jsonOf, send, type Till } from './client.ts';
import { look, type Sale, type Shown } from './sale.ts';
import { PRICE_MINOR } from './open-shop.ts';
import type { World } from './world.ts';

export interface Audit {
  /** Orders whose money is there and whose goods are not sold, or the other way round, and payments that are nowhere. */
  readonly lost: readonly string[];
  /** Orders for which more was kept of the guest's money than they cost. */
  readonly doubled: readonly string[];
  /** By how much the providers' truth and the shop's own account are apart, payment by payment. */
  readonly differenceMinor: number;
  readonly payments: number;
}

const minorOf = (amount: string): number => Math.round(Number(amount) * 100);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What a provider has of a guest's money, by its own truth. */
function keptThere({ state, amountMinor, refunds }: Trade): number {
  if (state !== 'paid') return 0;
  return amountMinor - sum(refunds.map((refund) => (refund.refundedAt === null ? 0 : refund.amountMinor)));
}

/** What the shop says that a provider has of it. */
function keptHere({ status, amount, refunds }: Shown): number {
  if (status !== 'captured') return 0;
  return minorOf(amount) - sum(refunds.map((one) => (one.status === 'refunded' ? minorOf(one.amount) : 0)));
}

export async function truthOf({ providersUrl }: World): Promise<Trade[]> {
  const all: Trade[] = [];
  for (const gateway of ['wechat', 'alipay']) {
    const answer = await send(`${providersUrl}/control/truth/${gateway}`, {});
    all.push(...((answer?.body['trades'] ?? []) as Trade[]));
  }
  return all;
}

/** Holds what every till was told against what every provider knows, order by order. */
export async function audit(till: Till, sales: readonly Sale[], truth: readonly Trade[]): Promise<Audit> {
  const byNumber = new Map(truth.map((trade) => [trade.outTradeNo, trade]));
  const [lost, doubled]: [string[], string[]] = [[], []];
  let differenceMinor = 0;
  let payments = 0;
  for (const sale of sales) {
    const shown = await Promise.all(sale.payments.map((paymentId) => look(till, paymentId)));
    const trades = shown.map(({ outTradeNo }) => byNumber.get(outTradeNo));
    const kept = sum(trades.map((trade) => (trade ? keptThere(trade) : 0)));
    differenceMinor += sum(shown.map((one, i) => Math.abs(keptHere(one) - (trades[i] ? keptThere(trades[i]) : 0))));
    const expected = sale.inCash ? 0 : (sale.guest.cups - sale.returns) * PRICE_MINOR;
    const orders = shown.filter(({ orderId }) => orderId !== null).length;
    const name = `${sale.guest.n}: kept ${kept} of ${expected}, orders ${orders}`;
    if (kept > expected || orders > 1) doubled.push(name);
    else if (sale.isStuck || kept < expected || orders !== (sale.inCash ? 0 : 1)) lost.push(name);
    payments += shown.length;
  }
  const known = new Set(sales.flatMap((sale) => sale.payments.map((paymentId) => paymentId.replaceAll('-', ''))));
  // Of a charge that no till was answered for, the shop must know too: its number is that of the payment.
  const unheard = truth.filter((trade) => !known.has(trade.outTradeNo) && keptThere(trade) > 0);
  lost.push(...unheard.map(({ outTradeNo }) => `${outTradeNo}: charged, and no till knows of it`));
  return { lost, doubled, differenceMinor, payments };
}

export interface Billed {
  readonly lines: number;
  /** Taken in from the bill alone, for which nobody had asked in time. */
  readonly takenIn: number;
  /** What only a person could settle. */
  readonly open: number;
}

// The providers count their days in Shanghai, and have a bill at ten of the next.
const AHEAD_MS = 8 * HOUR_MS;
const dayOf = (at: number): string => new Date(at + AHEAD_MS).toISOString().slice(0, 10);

/** How many orders of these days the shop's own figures have. */
export async function countOrders(till: Till, since: number): Promise<number> {
  const span = `from=${dayOf(since)}&to=${dayOf(Date.now())}`;
  const { transactions } = good(await till.get(`/v1/insight/overview?${span}`)) as { transactions: { orders: number } };
  return transactions.orders;
}

/** How many notices were lost, forged or told a wrong amount. */
export async function spoiltNotices({ providersUrl }: World): Promise<number> {
  const answer = await send(`${providersUrl}/control/counts`, {});
  const spoilt = /^notice (forged|wrong_amount) |^notice true lost$/;
  return sum(Object.entries(answer?.body ?? {}).map(([name, count]) => (spoilt.test(name) ? Number(count) : 0)));
}

/** Puts the providers' clocks to the next days' bills and has the shop compare them with its books. */
export async function readBills(
  world: World,
  till: Till,
  of: { accounts: readonly string[]; since: number },
): Promise<Billed> {
  const days = [...new Set([dayOf(of.since), dayOf(Date.now())])];
  await send(`${world.providersUrl}/control/clock`, jsonOf('POST', { advanceS: (2 * DAY_MS) / 1000 }));
  let lines = 0;
  for (const accountId of of.accounts) {
    for (const day of days) {
      const read = good(await till.post('/v1/payment-reconciliations', { accountId, day }, `${accountId}-${day}`));
      if (read['state'] !== 'read') throw new Error(`the bill of ${day} is ${String(read['state'])}`);
      lines += Number(read['lines']);
    }
  }
  const statuses = await differences(till);
  const open = statuses.filter((status) => status === 'open').length;
  return { lines, takenIn: statuses.length - open, open };
}

async function differences(till: Till): Promise<string[]> {
  const statuses: string[] = [];
  for (let after = ''; ;) {
    const page = good(await till.get(`/v1/payment-differences?limit=200${after}`));
    statuses.push(...(page['items'] as { status: string }[]).map(({ status }) => status));
    if (page['next'] === null) return statuses;
    after = `&after=${page['next'] as string}`;
  }
}
