import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { followAll, relayOnce, systemCtx } from '@shuke/db';
import { importFile } from '@shuke/exchange';
import { DAY_MS, type Random } from '@shuke/kernel';
import { allFollowers } from '../followers.ts';
import { PROGRAMME } from './furnish.ts';
import { granted, openTenant, send, type Answer, type House, type Sent, type Tenant } from './house.ts';

const tier = (tierId: string, rank: number, threshold: number) => ({
  tierId,
  name: tierId,
  rank,
  threshold,
  windowMonths: 12,
  multiplierBps: 10_000,
  rights: [],
});
const TERMS = { ...PROGRAMME, tiers: [tier('plain', 0, 0), tier('gold', 1, 30), tier('top', 2, 90)] };
const SKUS = ['TEA', 'BUN', 'SOUP'];

/** A shop to which anything happens, over HTTP as its people would have it, in an order that a seed draws. */
export class CopyWorld {
  readonly tenant: Tenant;
  /** What was asked for and done. */
  readonly passed = new Set<string>();
  readonly #house: House;
  readonly #random: Random;
  readonly #guests: string[] = [];
  readonly #orders: string[] = [];
  readonly #coupons: string[] = [];
  readonly #redemptions: string[] = [];
  readonly #cards: string[] = [];
  readonly #points: { readonly touchpointId: string; readonly code: string }[] = [];
  #templateId = '';
  #number = 0;

  private constructor(house: House, tenant: Tenant, random: Random) {
    this.#house = house;
    this.tenant = tenant;
    this.#random = random;
  }

  static async open(house: House, random: Random): Promise<CopyWorld> {
    const world = new CopyWorld(house, await openTenant(house), random);
    for (const happen of [
      () => world.#guest(),
      () => world.#guest(),
      () => world.#receipt(),
      () => world.#template(),
    ]) {
      await happen();
    }
    await world.#call('/v1/prices', 'PUT', { prices: [{ sku: 'TEA', price: '20.00' }] });
    await world.#call('/v1/loyalty/programme', 'PUT', TERMS);
    return world;
  }

  /** Lets something happen, and answers what. What the server refuses has happened too: it must change nothing. */
  async happen(): Promise<string> {
    const name = this.#random.pick(Object.keys(this.#happenings));
    this.#house.services.clock.advanceMs(1000 + this.#random.int(DAY_MS / 4));
    await this.#happenings[name]!();
    return name;
  }

  /** Lets everything that follows from events happen. */
  async settle(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await relayOnce(this.#house.services);
      await followAll(this.#house.services, this.tenant.merchantId, allFollowers);
    }
    await relayOnce(this.#house.services);
  }

  readonly #happenings: Record<string, () => Promise<unknown>> = {
    receipt: () => this.#receipt(),
    checkout: () => this.#checkout(),
    'second receipt': () => this.#receipt(),
    refund: () => this.#refund(),
    guest: () => this.#guest(),
    merge: () => this.#merge(),
    unmerge: () => this.#unmerge(),
    consent: () => this.#consent(),
    tag: () => this.#tag(),
    retract: () => this.#call(`/v1/customers/${this.#someone()}/tags/avoidance/ice`, 'DELETE'),
    template: () => this.#template(),
    'template off': () => this.#templateOff(),
    issue: () => this.#issue(),
    redeem: () => this.#redeem(),
    reverse: () =>
      this.#call(`/v1/coupon-redemptions/${this.#one(this.#redemptions)}/reversals`, 'POST', { reason: 'mistake' }),
    card: () => this.#card(),
    'card status': () =>
      this.#call(`/v1/stored-cards/${this.#one(this.#cards)}/status`, 'POST', { blocked: this.#random.int(2) > 0 }),
    touchpoint: () => this.#touchpoint(),
    'touchpoint changed': () =>
      this.#call(`/v1/touchpoints/${this.#one(this.#points.map((one) => one.touchpointId))}`, 'PATCH', {
        label: `Seat ${this.#next()}`,
      }),
    scan: () => this.#scan(),
    counts: () => this.#counts(),
    store: () => this.#store(),
    import: () => this.#import(),
    erase: () => this.#erase(),
  };

  async #call(url: string, method: Sent['method'], body?: object): Promise<Answer> {
    const answer = await send(this.#house, url, { method, headers: this.tenant.key, ...(body ? { body } : {}) });
    if (answer.status < 300) this.passed.add(`${method} ${url.replaceAll(/[0-9a-f-]{36}/g, 'ID')}`);
    if (answer.status >= 500) throw new Error(`${method} ${url} answers ${answer.status}: ${answer.text}`);
    return answer;
  }

  readonly #next = (): number => (this.#number += 1);
  readonly #one = (of: readonly string[]): string => (of.length > 0 ? this.#random.pick(of) : this.tenant.storeId);
  readonly #someone = (): string => this.#random.pick(this.#guests);

  async #guest(): Promise<void> {
    const value = `1380013${String(8000 + this.#next())}`;
    const { body } = await this.#call('/v1/customers', 'POST', { identifiers: [{ kind: 'phone', value }] });
    this.#guests.push(body.customerId as string);
  }

  async #receipt(): Promise<void> {
    const lines = SKUS.slice(0, 1 + this.#random.int(3)).map((sku) => ({
      sku,
      name: `${sku} ${this.#random.int(3)}`,
      category: this.#random.pick(['Food', 'Drinks']),
      quantity: '2',
      amount: `${20 + this.#random.int(40)}.00`,
    }));
    const customer = this.#random.pick([null, { kind: 'card_token', value: `CARD-${this.#random.int(4)}` }]);
    const orderedAt = this.#house.services.clock.now().toISOString();
    const receipt = {
      orderRef: `R-${this.#next()}`,
      storeCode: 'S1',
      orderedAt,
      lines,
      ...(customer ? { customer } : {}),
    };
    const { status, body } = await this.#call('/v1/orders', 'POST', receipt);
    if (status === 201 && body.customerId) this.#guests.push(body.customerId as string);
  }

  async #checkout(): Promise<void> {
    const sale = {
      orderRef: `C-${this.#next()}`,
      storeCode: 'S1',
      customerId: this.#someone(),
      lines: [{ sku: 'TEA', quantity: '2' }],
      tenders: [{ kind: 'cash', amount: '40.00' }],
    };
    const { status, body } = await this.#call('/v1/checkouts', 'POST', sale);
    if (status === 201) this.#orders.push(body.orderId as string);
  }

  #refund(): Promise<Answer> {
    const refund = { storeCode: 'S1', lines: [{ line: 1, quantity: '1' }], reason: 'not fresh' };
    return this.#call(`/v1/orders/${this.#one(this.#orders)}/refunds`, 'POST', refund);
  }

  #merge(): Promise<Answer> {
    const [from, into] = [this.#someone(), this.#someone()];
    return this.#call(`/v1/customers/${from}/merges`, 'POST', { intoCustomerId: into, because: 'guest_said' });
  }

  #unmerge(): Promise<Answer> {
    return this.#call(`/v1/customers/${this.#someone()}/unmerges`, 'POST', {});
  }

  #consent(): Promise<Answer> {
    const said = { purpose: 'marketing', channel: this.#random.pick(['sms', 'any']), source: 'till' };
    const url = `/v1/customers/${this.#someone()}`;
    if (this.#random.int(2) > 0) return this.#call(`${url}/withdrawals`, 'POST', said);
    return this.#call(`${url}/consents`, 'POST', { ...said, wordingVersion: 0, language: 'en' });
  }

  #tag(): Promise<Answer> {
    return this.#call(`/v1/customers/${this.#someone()}/tags`, 'POST', { dimension: 'avoidance', value: 'ice' });
  }

  async #template(): Promise<void> {
    const worth = { name: 'Five off', kind: 'cash', amount: '5.00', minSpend: '20.00', validDays: 30 };
    this.#templateId = (await this.#call('/v1/coupon-templates', 'POST', worth)).body.templateId as string;
  }

  #templateOff(): Promise<Answer> {
    return this.#call(`/v1/coupon-templates/${this.#templateId}`, 'PATCH', { active: false });
  }

  async #issue(): Promise<void> {
    const asked = { customerIds: [this.#someone(), this.#someone()] };
    const { body } = await this.#call(`/v1/coupon-templates/${this.#templateId}/coupons`, 'POST', asked);
    for (const { code } of (body.coupons ?? []) as { code: string }[]) this.#coupons.push(code);
  }

  async #redeem(): Promise<void> {
    const redemption = { orderRef: `D-${this.#next()}`, basket: { total: '40.00' } };
    const { status, body } = await this.#call(
      `/v1/coupons/${this.#one(this.#coupons)}/redemptions`,
      'POST',
      redemption,
    );
    if (status === 201) this.#redemptions.push(body.redemptionId as string);
  }

  async #card(): Promise<void> {
    const { body } = await this.#call('/v1/stored-cards', 'POST', { customerId: this.#someone() });
    if (body.cardId) this.#cards.push(body.cardId as string);
  }

  async #touchpoint(): Promise<void> {
    const { body } = await this.#call('/v1/touchpoints', 'POST', {
      storeCode: 'S1',
      kind: 'table',
      label: `T${this.#next()}`,
    });
    this.#points.push(body as unknown as { touchpointId: string; code: string });
  }

  async #scan(): Promise<void> {
    if (this.#points.length > 0) await this.#house.app.inject({ url: `/t/${this.#random.pick(this.#points).code}` });
  }

  #counts(): Promise<Answer> {
    const from = this.#house.services.clock.now();
    const until = new Date(from.getTime() + 60_000);
    const count = { storeCode: 'S1', counter: 'door', from, until, entries: this.#random.int(9) };
    return this.#call('/v1/footfall', 'POST', { counts: [count] });
  }

  #store(): Promise<Answer> {
    const timeZone = this.#random.pick([null, null, 'Europe/Berlin']);
    return this.#call(`/v1/stores/${this.tenant.storeId}`, 'PATCH', {
      name: `Store ${this.#next()}`,
      ...(timeZone ? { timeZone } : {}),
    });
  }

  async #import(): Promise<void> {
    const dir = mkdtempSync(join(tmpdir(), 'shuke-copied-'));
    const head = 'order_ref,store,ordered_at,customer,sku,product,category,quantity,amount,discount';
    const row = (n: number): string =>
      `I-${this.#next()},S${1 + (n % 2)},2026-02-0${1 + (n % 9)} 12:00,NO-${this.#random.int(30)},TEA,Tea ${n},Drinks,1,18.00,0.00`;
    writeFileSync(join(dir, 'receipts.csv'), `${[head, ...Array.from({ length: 20 }, (_, n) => row(n))].join('\n')}\n`);
    const ctx = systemCtx(this.#house.services, this.tenant.merchantId);
    granted(await importFile(ctx, { path: join(dir, 'receipts.csv'), preset: 'shuke' }));
    rmSync(dir, { recursive: true });
  }

  async #erase(): Promise<void> {
    const customerId = this.#someone();
    await this.#call(`/v1/customers/${customerId}/erasures`, 'POST', { because: 'guest_asked' });
  }
}
