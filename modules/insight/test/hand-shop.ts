import type { TestServices } from '@shuke/testkit';
import { openShop, receiptsOf, record, type Shop } from './shop.ts';

/**
 * A shop small enough to work out by hand. The clock is the store's; a business day begins at 04:00.
 *
 * Business days: ann 01-05, 01-12, 02-02, 02-16 twice, 03-03; bob 01-20, 02-02 (half past two at night is still the
 * evening before); cat 02-10; dan 02-24; eve 02-28; nobody known on 01-25 and 02-24 (03:30 of the 25th in Tokyo).
 */
export const HAND_RECEIPTS = receiptsOf(`
  S1 2026-01-05T09:10 ann till   coffee:drinks*1=20.00
  S1 2026-01-12T09:20 ann till   coffee:drinks*1=20.00 cake:sweet*1=15.00
  S1 2026-01-20T13:00 bob import noodles:meals*1=50.00
  S1 2026-01-25T10:00 -   till   coffee:drinks*1=20.00
  S1 2026-02-02T09:05 ann till   coffee:drinks*1=20.00
  S1 2026-02-03T02:30 bob till   noodles:meals*1=50.00
  S2 2026-02-10T12:00 cat import noodles:meals*1.5=100.00
  S1 2026-02-16T09:00 ann till   cake:sweet*1=10.00-5.00
  S1 2026-02-16T18:30 ann till   noodles:meals*1=50.00
  S2 2026-02-24T12:45 dan import coffee:drinks*1=25.00
  S2 2026-02-25T03:30 -   till   coffee:drinks*1=25.00
  S1 2026-02-28T23:50 eve till   cake:sweet*2=30.00
  S1 2026-03-03T12:00 ann till   coffee:drinks*25=500.00
`);

/** S3 never sold anything. */
export async function openHandShop(services: TestServices): Promise<Shop> {
  const stores = { S1: 'Asia/Shanghai', S2: 'Asia/Tokyo', S3: 'Asia/Shanghai' };
  const shop = await openShop(services, { stores });
  await record(shop, HAND_RECEIPTS);
  return shop;
}

/** February, compared with 2026-01-04 to 2026-01-31. */
export const FEBRUARY = { from: '2026-02-01', to: '2026-02-28' };
