import { ACTIVITY_CLASSES, LOYALTY_CLASSES, VALUE_CLASSES } from '@shuke/contract';
import type { Classes, Classified } from './classes.ts';
import type { Question } from './asking.ts';
import { shareBps } from './ratio.ts';

/** Customers as of the last day of the period, and as of the last day before it. */
export interface NowAndBefore {
  readonly now: Classes;
  readonly before: Classes;
}

const customersOf = ({ now, before }: NowAndBefore) => ({
  customers: now.customers.length,
  customersBefore: before.customers.length,
});

interface Tally {
  customers: number;
  spendMinor: number;
}

const NOBODY: Tally = { customers: 0, spendMinor: 0 };

/** How many customers have each key, and their spend of the year. */
function tallyBy(classes: Classes, keyOf: (customer: Classified) => string): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const customer of classes.customers) {
    const key = keyOf(customer);
    let tally = tallies.get(key);
    if (!tally) tallies.set(key, (tally = { ...NOBODY }));
    tally.customers += 1;
    tally.spendMinor += customer.yearMinor;
  }
  return tallies;
}

/** Customers of each class by one of the three scales, classes without anybody included. */
function classCounts<Name extends string>(
  { now, before }: NowAndBefore,
  names: readonly Name[],
  keyOf: (customer: Classified) => Name,
) {
  const [nowBy, beforeBy] = [tallyBy(now, keyOf), tallyBy(before, keyOf)];
  return names.map((name) => {
    const [tally, earlier] = [nowBy.get(name) ?? NOBODY, beforeBy.get(name) ?? NOBODY];
    const { customers } = tally;
    const share = shareBps(customers, now.customers.length);
    return { class: name, customers, shareBps: share, customersBefore: earlier.customers, tally, earlier };
  });
}

const bare = <T extends { tally: Tally; earlier: Tally }>({ tally: _tally, earlier: _earlier, ...rest }: T) => rest;

export const activityFigures = (both: NowAndBefore) => ({
  ...customersOf(both),
  merchantGapDays: both.now.merchantGapDays,
  classes: classCounts(both, ACTIVITY_CLASSES, (customer) => customer.activity).map(bare),
});

export const loyaltyFigures = (both: NowAndBefore) => ({
  ...customersOf(both),
  classes: classCounts(both, LOYALTY_CLASSES, (customer) => customer.loyalty).map(bare),
});

export function valueFigures(both: NowAndBefore, { money }: Question) {
  const spendMinor = both.now.customers.reduce((all, customer) => all + customer.yearMinor, 0);
  const classes = classCounts(both, VALUE_CLASSES, (customer) => customer.value).map(({ tally, earlier, ...rest }) => ({
    ...rest,
    spend: money(tally.spendMinor),
    spendBps: shareBps(tally.spendMinor, spendMinor),
    spendBefore: money(earlier.spendMinor),
  }));
  return { ...customersOf(both), spend: money(spendMinor), classes };
}

/** Customers in each combination of the three classes that anybody is or was in. */
export function cellFigures(both: NowAndBefore, { money }: Question) {
  const keyOf = (one: Classified): string => `${one.activity} ${one.loyalty} ${one.value}`;
  const [now, before] = [tallyBy(both.now, keyOf), tallyBy(both.before, keyOf)];
  const cells = ACTIVITY_CLASSES.flatMap((activity) =>
    LOYALTY_CLASSES.flatMap((loyalty) => VALUE_CLASSES.map((value) => ({ activity, loyalty, value }))),
  ).flatMap((cell) => {
    const key = `${cell.activity} ${cell.loyalty} ${cell.value}`;
    const [tally, earlier] = [now.get(key) ?? NOBODY, before.get(key) ?? NOBODY];
    if (tally.customers === 0 && earlier.customers === 0) return [];
    return [
      {
        ...cell,
        customers: tally.customers,
        customersBefore: earlier.customers,
        spend: money(tally.spendMinor),
      },
    ];
  });
  return { ...customersOf(both), merchantGapDays: both.now.merchantGapDays, cells };
}
