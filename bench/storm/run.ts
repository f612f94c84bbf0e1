import { setTimeout as sleep } from 'node:timers/promises';
import { audit, countOrders, readBills, spoiltNotices, truthOf, type Audit, type Billed } from './audit.ts';
import { Till } from './client.ts';
import { drawGuests, type Guest } from './guests.ts';
import { openShop, PRICE_MINOR, SKU, STORE } from './open-shop.ts';
import { sell, type Counter, type Sale } from './sale.ts';
import { FAULT_RATE, kill, setFaults, type Kills } from './weather.ts';
import { World } from './world.ts';

export interface StormOptions {
  readonly orders: number;
  readonly seed: number;
  readonly kills: Kills;
  /** Over how long the guests come; so long it storms. */
  readonly stormMs: number;
  /** How long the calm after it may take until everything is settled. */
  readonly calmMs: number;
  /** Of the storm, the share in which goods may come back; later ones wait for the calm. */
  readonly returnsUntil: number;
}

export interface Storm extends Audit, Billed {
  readonly kills: number;
  readonly faults: number;
  /** From the last guest to the last order that was settled. */
  readonly settledAfterMs: number;
  /** What `shuke verify` says at last. */
  readonly verified: string;
  /** In the books; one for each guest. */
  readonly orders: number;
}

/** Sells to all guests of a seed through faults and kills, waits for the calm to settle everything, and holds it against the truth. */
export async function runStorm(options: StormOptions): Promise<Storm> {
  const { world, password } = await World.open();
  try {
    const { token, accounts } = await openShop(world.shopUrl, world.providersUrl, password);
    const since = Date.now();
    const began = performance.now();
    const till = new Till(world.shopUrl, token);
    const phase = { isCalm: false };
    const mayReturn = ({ gateway }: Guest): boolean =>
      // WeChat pays back some seconds later and then tells of it or does not: it is asked a minute later.
      phase.isCalm || (gateway === 'alipay' && performance.now() - began < options.stormMs * options.returnsUntil);
    const counter: Counter = {
      till,
      phonesUrl: world.providersUrl,
      accounts,
      storeCode: STORE,
      sku: SKU,
      priceMinor: PRICE_MINOR,
      mayReturn,
    };
    await setFaults(world, options.seed, FAULT_RATE);
    const selling = sellToAll(counter, options);
    const endured = await kill(world, options.kills, { seed: options.seed, forMs: options.stormMs });
    await setFaults(world, options.seed, 0);
    phase.isCalm = true;
    till.closeAfter(options.calmMs);
    const calmAt = performance.now();
    const sales = await selling;
    const settledAfterMs = performance.now() - calmAt;
    const truth = await truthOf(world);
    const found = await audit(till, sales, truth);
    const faults = endured.callFaults + (await spoiltNotices(world));
    const billed = await readBills(world, till, { accounts: Object.values(accounts), since });
    const orders = await countOrders(till, since);
    const verified = (await world.shuke('verify')).trim().split('\n').at(-1) ?? '';
    return { ...found, ...billed, kills: endured.kills, faults, settledAfterMs, orders, verified };
  } finally {
    await world.close();
  }
}

/** Guests come one after the other, as evenly as the clock allows, whether the shop is up or not. */
async function sellToAll(counter: Counter, { orders, seed, stormMs }: StormOptions): Promise<Sale[]> {
  const began = performance.now();
  const sales: Promise<Sale>[] = [];
  for (const guest of drawGuests(orders, seed)) {
    const waitMs = began + (stormMs * guest.n) / orders - performance.now();
    if (waitMs > 1) await sleep(waitMs);
    sales.push(sell(counter, guest));
  }
  return Promise.all(sales);
}
