import { DAY_MS, must } from '@shuke/kernel';
import type { ReadChoice } from '../index.ts';
import type { Receipt } from './shop.ts';

interface Seen {
  readonly choices: readonly ReadChoice[];
  readonly receipts: readonly Receipt[];
  readonly redemptions: readonly { orderRef: string; discountMinor: number }[];
  readonly from: Date;
  readonly to: Date;
}

const timeOf = ({ at }: Receipt): number =>
  typeof at === 'string' ? Date.parse(`${at}T12:00:00+08:00`) : at.getTime();

/** The figures of a plan's report, by going through every customer's receipts one by one: slow, and plain to read. */
export function referenceOf({ choices, receipts, redemptions, from, to }: Seen) {
  const inWindow = (one: Receipt): boolean => timeOf(one) >= from.getTime() && timeOf(one) < to.getTime();
  const byCustomer = Map.groupBy(receipts, ({ customerId }) => customerId);
  const group = (arm: string) => {
    const people = choices.filter((choice) => choice.arm === arm);
    let salesMinor = 0;
    let buyers = 0;
    for (const { customerId } of people) {
      const own = (byCustomer.get(customerId) ?? []).filter(inWindow);
      if (own.length > 0) buyers += 1;
      for (const { minor } of own) salesMinor += minor;
    }
    return { customers: people.length, buyers, salesMinor };
  };
  const redeemed = redemptions.map(({ orderRef }) =>
    must(
      receipts.find((one) => one.orderRef === orderRef),
      'a redemption has its receipt',
    ),
  );
  return {
    redeemed: redemptions.length,
    discountMinor: redemptions.reduce((sum, { discountMinor }) => sum + discountMinor, 0),
    salesMinor: redeemed.reduce((sum, { minor }) => sum + minor, 0),
    newMembers: 0,
    comparison: { treated: group('treated'), control: group('control'), lift: liftOf({ choices, receipts, from, to }) },
  };
}

/** The winsorised, CUPED-adjusted difference of means, written out once more from its definition. */
function liftOf({ choices, receipts, from, to }: Omit<Seen, 'redemptions'>) {
  const byCustomer = Map.groupBy(receipts, ({ customerId }) => customerId);
  const sum = (customerId: string, since: number, until: number): number =>
    (byCustomer.get(customerId) ?? [])
      .filter((one) => timeOf(one) >= since && timeOf(one) < until)
      .reduce((total, { minor }) => total + minor, 0);
  const rows = choices.map(({ customerId, arm }) => ({
    arm,
    y: sum(customerId, from.getTime(), to.getTime()),
    x: sum(customerId, from.getTime() - 90 * DAY_MS, from.getTime()),
  }));
  const cap = (values: number[]): number => {
    const positive = values.filter((value) => value !== 0).sort((a, b) => a - b);
    return positive.length === 0 ? Infinity : positive[Math.ceil(0.99 * positive.length) - 1]!;
  };
  const [capY, capX] = [cap(rows.map(({ y }) => y)), cap(rows.map(({ x }) => x))];
  const cut = rows.map(({ arm, y, x }) => ({ arm, y: Math.min(y, capY), x: Math.min(x, capX) }));
  const average = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  let [xy, xx] = [0, 0];
  for (const arm of ['treated', 'control']) {
    const own = cut.filter((row) => row.arm === arm);
    const [meanX, meanY] = [average(own.map(({ x }) => x)), average(own.map(({ y }) => y))];
    for (const { x, y } of own) {
      xy += (x - meanX) * (y - meanY);
      xx += (x - meanX) ** 2;
    }
  }
  const theta = xx === 0 ? 0 : xy / xx;
  const adjusted = (arm: string): number =>
    average(cut.filter((row) => row.arm === arm).map(({ x, y }) => y - theta * x));
  return { perCustomerMinor: Math.round(adjusted('treated') - adjusted('control')), why: null };
}
