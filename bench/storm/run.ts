import { inTurns } from '@shuke/kernel';
import { audit, countOrders, readBills, spoiltNotices, truthOf, type Audit, type Billed } from './audit.ts';
import { Till } from './client.ts';
import { drawGuests } from './guests.ts';
import { openShop, PRICE_MINOR, SKU, STORE } from './open-shop.ts';
import { bringBack, paidBack, sell, type Counter, type Sale } from './sale.ts';
import { FAULT_RATE, kill, setFaults, type Kills } from './weather.ts';
import { World } from './world.ts';

export interface StormOptions {
  readonly orders: number;
  readonly seed: number;
  readonly kills: Kills;
  /** So many guests are served at once, each till one after the other; it storms until the last has come. */
  readonly tills: number;
  /** How long the calm after it may take until everything is settled. */
  readonly calmMs: number;
  /** Of the guests, the share after whom no goods come back before the calm. */
  readonly returnsUntil: number;
}

export interface Storm extends Audit, Billed {
  readonly kills: number;
  readonly faults: number;
  /** From the first guest to the last. */
  readonly stormMs: number;
  /** From then to the last order that was settled, and the last money that went back. */
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
    const till = new Till(world.shopUrl, token);
    const counter: Counter = {
      till,
      phonesUrl: world.providersUrl,
      accounts,
      storeCode: STORE,
      sku: SKU,
      priceMinor: PRICE_MINOR,
    };
    await setFaults(world, options.seed, FAULT_RATE);
    const stormed = performance.now();
    const selling = sellToAll(counter, options);
    const endured = await kill(world, selling.come, options);
    await setFaults(world, options.seed, 0);
    till.closeAfter(options.calmMs);
    const calmAt = performance.now();
    const sales = await selling.sold;
    await inTurns(sales, options.tills, (sale) => bringBack(counter, sale));
    await inTurns(sales, options.tills, (sale) => paidBack(counter, sale));
    const settledAfterMs = performance.now() - calmAt;
    const truth = await truthOf(world);
    const found = await audit(till, sales, truth);
    const faults = endured.callFaults + (await spoiltNotices(world));
    const billed = await readBills(world, till, { accounts: Object.values(accounts), since });
    const orders = await countOrders(till, since);
    const verified = (await world.shuke('verify')).trim().split('\n').at(-1) ?? '';
    const stormMs = calmAt - stormed;
    return { ...found, ...billed, kills: endured.kills, faults, stormMs, settledAfterMs, orders, verified };
  } finally {
    await world.close();
  }
}

interface Selling {
  /** How many guests have come by now. */
  readonly come: () => number;
  readonly sold: Promise<Sale[]>;
}

/** Each till serves one guest after the other, whether the shop is up or not. */
function sellToAll(counter: Counter, { orders, seed, tills, returnsUntil }: StormOptions): Selling {
  const sales: Sale[] = [];
  let come = 0;
  const selling = inTurns(drawGuests(orders, seed), tills, async (guest) => {
    come += 1;
    const sale = await sell(counter, guest);
    sales.push(sale);
    // WeChat pays back some seconds later and then tells of it or does not: it is asked a minute later.
    if (guest.gateway === 'alipay' && guest.n < orders * returnsUntil) await bringBack(counter, sale);
  });
  return { come: () => come, sold: selling.then(() => sales) };
}
