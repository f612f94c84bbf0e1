import { ACTIVITY_CLASSES, LOYALTY_CLASSES, VALUE_CLASSES } from '@shuke/contract';
import type { Question } from '../asking/asking.ts';
import { shareBps } from '../asking/ratio.ts';
import { COMBINATIONS, tallyAt, tallyWhere, type NowAndBefore, type Tally } from './tallies.ts';

const customersOf = ({ now, before }: NowAndBefore) => ({ customers: now.count, customersBefore: before.count });

/** Customers of each class by one of the three scales, classes without anybody included. */
function classCounts<Scale extends 'activity' | 'loyalty' | 'value', Name extends string>(
  both: NowAndBefore,
  scale: Scale,
  names: readonly Name[],
) {
  const inClass = (name: Name) => (one: (typeof COMBINATIONS)[number]) => one[scale] === (name as string);
  return names.map((name) => {
    const tally = tallyWhere(both.now, inClass(name));
    const earlier = tallyWhere(both.before, inClass(name));
    const { customers } = tally;
    const share = shareBps(customers, both.now.count);
    return { class: name, customers, shareBps: share, customersBefore: earlier.customers, tally, earlier };
  });
}

const bare = <T extends { tally: Tally; earlier: Tally }>({ tally: _tally, earlier: _earlier, ...rest }: T) => rest;

export const activityFigures = (both: NowAndBefore) => ({
  ...customersOf(both),
  merchantGapDays: both.now.merchantGapDays,
  classes: classCounts(both, 'activity', ACTIVITY_CLASSES).map(bare),
});

export const loyaltyFigures = (both: NowAndBefore) => ({
  ...customersOf(both),
  classes: classCounts(both, 'loyalty', LOYALTY_CLASSES).map(bare),
});

export function valueFigures(both: NowAndBefore, { money }: Question) {
  const { spendMinor } = tallyWhere(both.now, () => true);
  const classes = classCounts(both, 'value', VALUE_CLASSES).map(({ tally, earlier, ...rest }) => ({
    ...rest,
    spend: money(tally.spendMinor),
    spendBps: shareBps(tally.spendMinor, spendMinor),
    spendBefore: money(earlier.spendMinor),
  }));
  return { ...customersOf(both), spend: money(spendMinor), classes };
}

/** Customers in each combination of the three classes that anybody is or was in. */
export function cellFigures(both: NowAndBefore, { money }: Question) {
  const cells = COMBINATIONS.flatMap((combination, cell) => {
    const { customers, spendMinor } = tallyAt(both.now, cell);
    const customersBefore = tallyAt(both.before, cell).customers;
    if (customers === 0 && customersBefore === 0) return [];
    return [{ ...combination, customers, customersBefore, spend: money(spendMinor) }];
  });
  return { ...customersOf(both), merchantGapDays: both.now.merchantGapDays, cells };
}
