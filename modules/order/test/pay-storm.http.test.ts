import { expect, test } from 'vitest';
import { newId, seededRandom } from '@shuke/kernel';
import { FAULTS, type Trade } from '@shuke/sandbox/stand-ins';
import { testServices } from '@shuke/testkit';
import { openWorld, type Answer, type GatewayName } from './pay-world.ts';
import { lines } from './till.ts';

const services = testServices();
const world = openWorld(services);

const GUESTS = 30;
const AT_ONCE = 10;
// One that is merely late costs the test real time and leads to nothing that the others do not.
const KINDS = FAULTS.filter((kind) => kind !== 'slow');
const NOODLE_MINOR = 2_200;
const STORMY_ROUNDS = 4;
const MOST_ROUNDS = 60;
const random = seededRandom(Number(process.env['SHUKE_SEED'] ?? 7));

interface Guest {
  readonly orderRef: string;
  readonly gateway: GatewayName;
  readonly noodles: number;
  readonly scene: 'payment_code' | 'qr';
  readonly behaviour: 'pays' | 'password' | 'balance_short' | 'declined';
  readonly isCancelled: boolean;
  readonly returnsOne: boolean;
  readonly payments: Answer[];
}

function drawGuest(): Guest {
  const scene = random.pick(['payment_code', 'payment_code', 'qr'] as const);
  return {
    orderRef: newId(),
    gateway: scene === 'qr' ? random.pick(['wechat', 'alipay']) : random.pick(['wechat', 'alipay', 'unionpay']),
    noodles: 1 + random.int(3),
    scene,
    behaviour: random.pick(['pays', 'pays', 'password', 'balance_short', 'declined']),
    isCancelled: random.int(6) === 0,
    returnsOne: random.int(4) === 0,
    payments: [],
  };
}

/** A till asks, twice at once and with one key, as one does that heard nothing. */
async function ask(guest: Guest): Promise<void> {
  const { orderRef, noodles, scene, gateway, behaviour } = guest;
  const way =
    scene === 'qr' ? { accountId: world.accounts.get(gateway) } : { authCode: world.code(gateway, behaviour) };
  const [key, sale] = [newId(), { orderRef, lines: lines({ NOODLE: noodles }), scene, ...way }];
  const answers = await Promise.all([world.pay(sale, key), world.pay(sale, key)]);
  for (const { status } of answers) expect([201, 409]).toContain(status);
  const [taken] = answers.filter(({ status }) => status === 201);
  if (taken && guest.payments.every(({ paymentId }) => paymentId !== taken.body.paymentId))
    guest.payments.push(taken.body);
}

const outcomeOf = ({ payments }: Guest): Promise<Answer[]> =>
  Promise.all(payments.map(({ paymentId }) => world.read(paymentId)));

const isOpen = ({ status, orderId, unsettledFor, refunds = [] }: Answer): boolean =>
  status === 'pending' ||
  (status === 'captured' && orderId === null && unsettledFor === null) ||
  refunds.some((refund) => refund.status === 'due' || refund.status === 'accepted');

/** The guest pays what is shown, the cashier ends some, and asks again where nothing came of it. */
async function goOn(guest: Guest): Promise<void> {
  const shown = await outcomeOf(guest);
  for (const { paymentId, outTradeNo, status } of shown.filter((one) => one.status === 'pending')) {
    if (guest.isCancelled && guest.payments.length === 1 && status === 'pending')
      await world.call('POST', `/v1/payments/${paymentId}/cancellation`);
    await fetch(`${world.standIns.url}/control/trades/${outTradeNo}/pay`, { method: 'POST' });
  }
  const isDead = shown.every(({ status }) => status === 'failed' || status === 'closed');
  if (isDead && guest.payments.length < 2) await ask(guest);
}

async function untilSettled(guests: readonly Guest[], mostRounds: number): Promise<number> {
  for (let round = 1; round <= mostRounds; round += 1) {
    await Promise.all(guests.map(goOn));
    await world.advance(20);
    await Promise.all([world.sweep(), world.sweep()]);
    const all = (await Promise.all(guests.map(outcomeOf))).flat();
    if (!all.some(isOpen)) return round;
  }
  return mostRounds;
}

/** What a provider has of a guest's money, by its own truth. */
function kept({ state, amountMinor, refunds }: Trade): number {
  if (state !== 'paid') return 0;
  return amountMinor - refunds.reduce((sum, one) => sum + (one.refundedAt === null ? 0 : one.amountMinor), 0);
}

test('through every kind of fault who paid has one order, who did not has none, and the books are the provider’s', async () => {
  await world.control('faults', { seed: random.int(1_000), rate: 0.3, kinds: KINDS });
  const guests = Array.from({ length: GUESTS }, drawGuest);
  for (let at = 0; at < GUESTS; at += AT_ONCE) await Promise.all(guests.slice(at, at + AT_ONCE).map(ask));
  await untilSettled(guests, STORMY_ROUNDS);
  await world.control('faults', { seed: 1, rate: 0, kinds: [] });
  expect(await untilSettled(guests, MOST_ROUNDS)).toBeLessThan(MOST_ROUNDS);
  const returned = new Set<string>();
  for (const guest of guests.filter(({ returnsOne }) => returnsOne)) {
    const orderId = (await outcomeOf(guest)).find((one) => one.status === 'captured')?.orderId;
    if (!orderId) continue;
    const refund = { storeCode: 'S1', lines: [{ line: 1, quantity: '1' }], reason: 'cold' };
    expect((await world.call('POST', `/v1/orders/${orderId}/refunds`, refund)).status).toBe(201);
    returned.add(guest.orderRef);
  }
  expect(await untilSettled(guests, MOST_ROUNDS)).toBeLessThan(MOST_ROUNDS);

  const trades = new Map(world.standIns.desk.book.all().map((trade) => [trade.outTradeNo, trade]));
  const owed = { wechat: 0, alipay: 0, unionpay: 0 } as Record<GatewayName, number>;
  const payers = new Set<string>();
  let [sold, orders] = [0, 0];
  for (const guest of guests) {
    const own = await outcomeOf(guest);
    const money = own.map(({ outTradeNo = '' }) => (trades.has(outTradeNo) ? kept(trades.get(outTradeNo)!) : 0));
    const made = own.filter(({ orderId }) => orderId !== null);
    const due = (guest.noodles - (returned.has(guest.orderRef) ? 1 : 0)) * NOODLE_MINOR;
    const total = money.reduce((sum, one) => sum + one, 0);
    expect([made.length, total]).toEqual(made.length === 0 ? [0, 0] : [1, due]);
    // UnionPay says nothing of who paid.
    for (const { outTradeNo = '', gateway } of made)
      if (gateway !== 'unionpay') payers.add(`${gateway} ${trades.get(outTradeNo)?.payer}`);
    owed[guest.gateway] += total;
    sold += total;
    orders += made.length;
  }
  // It would prove nothing if nobody had paid, or everybody at once.
  expect(orders).toBeGreaterThan(GUESTS / 2);
  expect(orders).toBeLessThanOrEqual(GUESTS);
  for (const gateway of ['wechat', 'alipay', 'unionpay'] as const) {
    expect(await world.books(gateway)).toEqual({ sales: sold, owed: owed[gateway], waiting: 0, due: 0 });
  }
  const known = (await world.events('order.paid')).map(({ customerId }) => customerId).filter((id) => id !== null);
  expect(payers.size).toBeGreaterThan(5);
  expect(new Set(known).size).toBe(payers.size);
  expect(await world.faults()).toEqual([]);
}, 240_000);
