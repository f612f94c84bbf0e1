import { circleOf } from '@shuke/customer';
import { inRead, type Ctx, type Db } from '@shuke/db';
import { businessDay, must } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { dayNumber, dayText } from '../asking/day.ts';
import type { Reader } from '../copy/asks.ts';
import { withReader } from '../copy/reader.ts';
import { readOwnBuying, readPeers, type Peers, type Within } from './wallet-store.ts';
import { isNewcomer, shareOfWallet } from './wallet.ts';

/** How a guest stands to the shop, beyond what loyalty itself can know. */
export interface GuestStanding {
  readonly newcomer: boolean;
  /** The estimated share of the guest's spending that the shop has, in basis points; null where it cannot be told. */
  readonly shareBps: number | null;
}

const YEAR_DAYS = 365;

/** Whether a person is new here, and how much of their spending the shop has; all customers who are merged count together. */
export async function guestStanding(ctx: Ctx, customerId: string): Promise<GuestStanding> {
  const { circle, today } = await inRead(ctx, async (tx) => {
    const [circles, { timeZone, dayStartMinute }] = [await circleOf(tx, [customerId]), await merchantSettings(tx)];
    const ids = must(circles.get(customerId), 'a circle is answered for each');
    return { circle: ids, today: businessDay(tx.now.getTime(), timeZone, dayStartMinute) };
  });
  const year: Within = { from: dayText(dayNumber(today) - YEAR_DAYS + 1), to: today };
  return withReader(ctx, async (reader) => {
    const own = await readOwnBuying(reader, circle, year);
    const peers = own.storeId === null ? null : await peersOf(ctx, reader, { storeId: own.storeId, year });
    return { newcomer: isNewcomer(own, dayNumber(today)), shareBps: peers && shareOfWallet(own, peers) };
  });
}

// The best tenth of a year hardly moves within a day, and reading it takes a pass over the store's orders.
const MOST_KEPT = 1000;
const kept = new WeakMap<Db, Map<string, Peers>>();

async function peersOf(
  { db, actor }: Ctx,
  reader: Reader,
  { storeId, year }: { readonly storeId: string; readonly year: Within },
): Promise<Peers> {
  const known = kept.get(db) ?? new Map<string, Peers>();
  kept.set(db, known);
  const key = `${actor.merchantId} ${storeId} ${year.to}`;
  const peers = known.get(key) ?? (await readPeers(reader, storeId, year));
  if (known.size >= MOST_KEPT) known.clear();
  known.set(key, peers);
  return peers;
}
