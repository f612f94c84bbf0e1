import { setTimeout as sleep } from 'node:timers/promises';
import { crossSpendsIn, customerJobs, noteCrossSpends, type NewCrossSpend } from '@shuke/customer';
import { followAll, inTx, relayOnce, systemCtx } from '@shuke/db';
import { importedOrders, learnableOrders, visitsOf } from '@shuke/insight';
import { assert, must, newId, ok, type Random } from '@shuke/kernel';
import { ledgerJobs, openBook, writeBook } from '@shuke/ledger';
import { burnSteps, currentProgramme, evaluateTiers, holdingsOfCustomer, pointsAsset } from '@shuke/loyalty';
import { allFollowers } from '../followers.ts';
import { PROGRAMME, receipt } from './furnish.ts';
import { granted, openTenant, send, type Answer, type House, type Sent, type Tenant } from './house.ts';

const tier = (tierId: string, rank: number, threshold: number) => ({
  tierId,
  name: tierId,
  rank,
  threshold,
  windowMonths: 12,
  // No tier earns more, for what an order earned while two were one stays earned.
  multiplierBps: 10_000,
  rights: [],
});
const POINTS = { ...PROGRAMME.points, validity: { kind: 'days', days: 60 }, pendingDays: 0 };
const TERMS = { ...PROGRAMME, points: POINTS, tiers: [tier('plain', 0, 0), tier('gold', 1, 300), tier('top', 2, 900)] };

interface Sale {
  readonly orderId: string;
  readonly guest: number;
  readonly quantity: number;
  isRefunded: boolean;
}

/** One of two shops to which the same happens, but for merges. */
export class World {
  readonly house: House;
  readonly tenant: Tenant;
  readonly guests: string[] = [];
  readonly sales: Sale[] = [];
  readonly coupons: { readonly code: string; readonly couponId: string; readonly guest: number; isUsed: boolean }[] =
    [];
  templateId = '';
  refs = 0;

  private constructor(house: House, tenant: Tenant) {
    this.house = house;
    this.tenant = tenant;
  }

  static async open(house: House, guests: number): Promise<World> {
    const world = new World(house, await openTenant(house));
    await world.post('/v1/orders', receipt('FIRST'));
    await world.put('/v1/prices', { prices: [{ sku: 'P1', price: '20.00' }] });
    await world.put('/v1/loyalty/programme', TERMS);
    for (let n = 0; n < guests; n += 1) {
      const { customerId } = await world.post('/v1/customers', {
        identifiers: [{ kind: 'phone', value: `1380013800${n}` }],
      });
      world.guests.push(customerId as string);
    }
    const worth = { name: 'Five off', kind: 'cash', amount: '5.00', minSpend: '20.00', validDays: 365 };
    world.templateId = (await world.post('/v1/coupon-templates', worth)).templateId as string;
    return world;
  }

  /** A server of a busy machine answers that one should come again; it has done nothing then. */
  async ask(url: string, sent: Sent = {}): Promise<Answer> {
    for (;;) {
      const answer = await send(this.house, url, { headers: this.tenant.key, ...sent });
      if (answer.status !== 503) return answer;
      await sleep(50);
    }
  }
  async done(url: string, sent: Sent = {}): Promise<Answer['body']> {
    const { status, text, body } = await this.ask(url, sent);
    assert(status < 300, `${sent.method ?? 'GET'} ${url} answers ${status}: ${text}`);
    return body;
  }
  post(url: string, body?: object): Promise<Answer['body']> {
    return this.done(url, { method: 'POST', ...(body ? { body } : {}) });
  }
  put(url: string, body: object): Promise<Answer['body']> {
    return this.done(url, { method: 'PUT', body });
  }
  get(url: string): Promise<Answer['body']> {
    return this.done(url);
  }
  get ctx() {
    return systemCtx(this.house.services, this.tenant.merchantId);
  }
  nextRef(): string {
    this.refs += 1;
    return `R-${this.refs}`;
  }

  membership(guest: number): Promise<Answer['body']> {
    return this.get(`/v1/customers/${this.guests[guest]}/membership`);
  }

  /** What one guest has, whoever else they are. */
  async spendable(guest: number): Promise<number> {
    const { points } = await this.membership(guest);
    const { shares } = points as { shares: { customerId: string; spendable: number }[] };
    return must(
      shares.find(({ customerId }) => customerId === this.guests[guest]),
      'each has a share',
    ).spendable;
  }

  /** The tier of each guest, by its rank, and who else the guest is. */
  async tiers(): Promise<{ rank: number; circle: number[] }[]> {
    const members = await Promise.all(this.guests.map((_, guest) => this.membership(guest)));
    return members.map(({ tier: held, circle }) => ({
      rank: TERMS.tiers.findIndex((one) => one.tierId === (held as { tierId: string }).tierId),
      circle: (circle as string[]).map((id) => this.guests.indexOf(id)),
    }));
  }

  async buy(guest: number, quantity: number, spendPoints: number): Promise<void> {
    const cart = {
      storeCode: 'S1',
      customerId: this.guests[guest],
      lines: [{ sku: 'P1', quantity: String(quantity) }],
      spendPoints,
    };
    const { due } = await this.post('/v1/quotes', cart);
    const tenders = due === '0.00' ? [] : [{ kind: 'cash', amount: due }];
    const { orderId } = await this.post('/v1/checkouts', { ...cart, orderRef: this.nextRef(), tenders });
    this.sales.push({ orderId: orderId as string, guest, quantity, isRefunded: false });
  }

  async refund(nth: number): Promise<void> {
    const sale = this.sales[nth]!;
    sale.isRefunded = true;
    const lines = [{ line: 1, quantity: String(sale.quantity) }];
    await this.post(`/v1/orders/${sale.orderId}/refunds`, { storeCode: 'S1', lines, reason: 'cold' });
  }

  adjust(guest: number, amount: number) {
    const url = `/v1/customers/${this.guests[guest]}/points-adjustments`;
    return this.post(url, { points: amount, reason: 'test' });
  }

  async issue(guest: number): Promise<void> {
    const to = { customerIds: [this.guests[guest]] };
    const { coupons } = await this.post(`/v1/coupon-templates/${this.templateId}/coupons`, to);
    const { code } = must((coupons as { code: string }[])[0], 'one was issued');
    const { couponId } = await this.get(`/v1/coupons/${code}`);
    this.coupons.push({ code, couponId: couponId as string, guest, isUsed: false });
  }

  async redeem(nth: number): Promise<void> {
    const coupon = this.coupons[nth]!;
    coupon.isUsed = true;
    await this.post(`/v1/coupons/${coupon.code}/redemptions`, { orderRef: this.nextRef(), basket: { total: '40.00' } });
  }

  /** What a checkout does that draws on another customer of the circle: an order of `shown` that `holder`'s points pay. */
  async spendAcross(shown: number, holder: number, amount: number): Promise<void> {
    const [shownCustomerId, customerId] = [this.guests[shown]!, this.guests[holder]!];
    const { merchantId } = this.tenant;
    const done = await inTx(this.ctx, {}, async (tx) => {
      const programme = await currentProgramme(tx);
      const member = { merchantId, customerId };
      const book = await openBook(tx, holdingsOfCustomer(programme, member));
      const [orderId, day] = [newId(), tx.now.toISOString().slice(0, 10)];
      const asset = pointsAsset(programme.programmeId);
      const steps = burnSteps({ ...member, asset, amount, day });
      const posted = book.post({
        merchantId,
        transactionId: orderId,
        purpose: 'order.paid',
        referenceId: orderId,
        steps,
      });
      const { transfers } = granted(posted);
      await writeBook(tx, book);
      const order = { merchantId, orderId, shownCustomerId, holderOfCard: () => null };
      await noteCrossSpends(tx, crossSpendsIn(order, transfers));
      return ok(null);
    });
    granted(done);
  }

  /** The same for a coupon of another customer of the circle. */
  async redeemAcross(shown: number, nth: number): Promise<void> {
    await this.redeem(nth);
    const { couponId, guest } = this.coupons[nth]!;
    const row: NewCrossSpend = {
      merchantId: this.tenant.merchantId,
      orderId: newId(),
      shownCustomerId: this.guests[shown]!,
      holderCustomerId: this.guests[guest]!,
      kind: 'coupon',
      ownerId: couponId,
      asset: 'CNY',
      amount: 500,
      lot: null,
    };
    granted(await inTx(this.ctx, {}, async (tx) => ok(await noteCrossSpends(tx, [row]))));
  }

  merge(from: number, into: number): Promise<Answer> {
    const body = { intoCustomerId: this.guests[into], because: 'guest_said' };
    return this.ask(`/v1/customers/${this.guests[from]}/merges`, { method: 'POST', body });
  }

  unmerge(guest: number): Promise<Answer> {
    return this.ask(`/v1/customers/${this.guests[guest]}/unmerges`, { method: 'POST' });
  }

  /** Which guests stand for the same person, by their numbers. */
  async circle(guest: number): Promise<number[]> {
    const { circle } = await this.get(`/v1/customers/${this.guests[guest]}/person`);
    return (circle as string[]).map((id) => this.guests.indexOf(id)).toSorted((a, b) => a - b);
  }

  /** Followers read on, tiers are judged, lots that ended are expired, and everybody is looked at. */
  async night(): Promise<void> {
    const { services } = this.house;
    granted(await inTx(this.ctx, {}, async (tx) => ok(await evaluateTiers(tx, this.guests))));
    while ((await relayOnce(services)) > 0);
    await followAll(services, this.tenant.merchantId, allFollowers);
    const { merchantId } = this.tenant;
    const jobs = [
      ...ledgerJobs({ everyMerchant: (_, work) => work(this.ctx) }),
      ...customerJobs({ visitsOf, ordersOf: learnableOrders, importedOrders }),
    ];
    for (const name of ['ledger:expire', 'customer.evaluate_lifecycle']) {
      await must(
        jobs.find((job) => job.name === name),
        'the job is there',
      ).run(services, { merchantId } as never);
    }
  }

  /** All that is known of the guests, told without ids that differ between worlds. */
  async state(ambiguousCoupons: ReadonlySet<number>): Promise<object[]> {
    const told: object[] = [];
    for (const [guest, id] of this.guests.entries()) {
      const { storedCards: _cards, ...membership } = await this.membership(guest);
      const life = await this.get(`/v1/customers/${id}/lifecycle`);
      const stages = life.stages as { stage: string; because: string; at: string }[];
      const orders = await this.get(`/v1/orders?customerId=${id}`);
      const coupons = [];
      for (const [nth, coupon] of this.coupons.entries()) {
        if (coupon.guest !== guest || ambiguousCoupons.has(nth)) continue;
        coupons.push([nth, (await this.get(`/v1/coupons/${coupon.code}`)).status]);
      }
      told.push({
        membership: JSON.parse(JSON.stringify(membership).replaceAll(id, `guest ${guest}`)) as object,
        life: {
          ...life,
          customerId: guest,
          personId: life.personId === id,
          stages: stages.map(({ stage, because, at }) => [stage, because, at]),
        },
        orders: (orders.items as { orderedAt: string; payable: string }[]).map((one) => [one.orderedAt, one.payable]),
        coupons,
      });
    }
    return told;
  }
}

export const pickOther = (random: Random, among: readonly number[], than: number): number | undefined => {
  const others = among.filter((one) => one !== than);
  return others.length > 0 ? random.pick(others) : undefined;
};
