import { afterEach, describe, expect, test } from 'vitest';
import type { BillLine, Charge } from '../gateway.ts';
import { openWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.stop());

const DAY_S = 86_400;
/** Stripe's days are those of UTC, UnionPay's end at eleven in the evening of Shanghai. */
const HOURS_AHEAD = { wechat: 8, alipay: 8, unionpay: 9, stripe: 0 } as const;
const dayIn = (zoneHours: number): string => new Date(Date.now() + zoneHours * 3_600_000).toISOString().slice(0, 10);

async function pay(charge: Charge): Promise<string> {
  await world.gateway.charge(world.account, charge);
  if (world.account.gateway === 'stripe') await world.press(`trades/${charge.outTradeNo}/pay`);
  const paid = await world.gateway.query(world.account, charge);
  if (paid.state !== 'captured') throw new Error(paid.state);
  return paid.providerRef;
}

const brief = ({ kind, outNo, amountMinor, feeMinor, currency }: BillLine) =>
  `${kind} ${outNo} ${amountMinor} ${feeMinor} ${currency}`;

describe.each(['wechat', 'alipay', 'unionpay', 'stripe'] as const)('the bill of %s', (name) => {
  test('has each charge and refund of its day with what the provider keeps, once it is there', async () => {
    world = await openWorld(name);
    const isStripe = name === 'stripe';
    const charges = [world.charge(), world.charge({ amountMinor: 1 }), world.charge({ subject: '面, 加蛋; "大"' })];
    const refs: string[] = [];
    for (const charge of charges) refs.push(await pay(charge));
    await world.gateway.refund(world.account, world.refund(charges[0]!, { providerRef: refs[0]! }));
    await world.advance(10);
    const day = dayIn(HOURS_AHEAD[name]);
    if (!isStripe) expect((await world.gateway.bill(world.account, day)).state).toBe('not_ready');
    await world.advance(1.5 * DAY_S);
    const bill = await world.gateway.bill(world.account, day);
    if (bill.state !== 'ready') throw new Error(JSON.stringify(bill));
    const currency = isStripe ? 'HKD' : 'CNY';
    expect(bill.lines.map(brief).toSorted()).toEqual([
      `charge PAY00000001 2800 17 ${currency}`,
      `charge PAY00000002 1 0 ${currency}`,
      `charge PAY00000003 2800 17 ${currency}`,
      // Stripe keeps its fee, the others give the refund's part of it back.
      `refund REF00000001 1000 ${isStripe ? 0 : -6} ${currency}`,
    ]);
    expect(bill.lines.find(({ outNo }) => outNo === 'PAY00000001')?.providerRef).toBe(refs[0]);
    for (const { at } of bill.lines) expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(120_000);
  });

  test('that differs from the truth is told as it is', async () => {
    world = await openWorld(name);
    const charge = world.charge();
    await pay(charge);
    await world.press('mismatches', { number: charge.outTradeNo, kind: 'amount' });
    await world.advance(1.5 * DAY_S);
    const bill = await world.gateway.bill(world.account, dayIn(HOURS_AHEAD[name]));
    expect(bill).toMatchObject({ state: 'ready', lines: [{ outNo: charge.outTradeNo, amountMinor: 2801 }] });
  });

  test('of a day without a sale has no lines', async () => {
    world = await openWorld(name);
    expect(await world.gateway.bill(world.account, '2026-03-01')).toEqual({ state: 'ready', lines: [] });
  });
});
