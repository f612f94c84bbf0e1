import { customerFacts } from '@shuke/insight';
import { businessDay } from '@shuke/kernel';
import { merchantSettings, readLocatedStores } from '@shuke/merchant';
import type { AudienceRule, LeafKind } from '@shuke/contract';
import type { Tx } from '@shuke/db';
import { outlookOf } from './outlook/outlook.ts';
import type { ClassesOf, Known } from './rule/resolve.ts';
import { leavesOf } from './rule/rule.ts';
import { readStorePlaces } from './audience-store.ts';

/** What stands before any rule: the day, the currency, the stores. */
export type Ground = Omit<Known, 'classes' | 'outlook'>;

/** Reads it as of a business day of the merchant, today unless told. */
export async function readGround(tx: Tx, asOf?: string): Promise<Ground> {
  const { currency, timeZone, dayStartMinute } = await merchantSettings(tx);
  const today = businessDay(tx.now.getTime(), timeZone, dayStartMinute);
  const located = new Map((await readLocatedStores(tx)).map(({ storeId, location }) => [storeId, location ?? null]));
  const stores = (await readStorePlaces(tx)).map((store) => ({
    ...store,
    location: located.get(store.storeId) ?? null,
  }));
  return { moment: { asOf: asOf ?? today, today, timeZone, dayStartMinute }, currency, stores };
}

const MEASURED: readonly LeafKind[] = ['activity', 'loyalty', 'value', 'outlook'];
const NOBODY = { classes: () => [], outlook: () => [] } satisfies Partial<Known>;

/** With the classes and the outlook of everybody where the rules ask for one: they take a pass over all orders. */
export async function withClasses(tx: Tx, ground: Ground, rules: readonly AudienceRule[]): Promise<Known> {
  const { asOf } = ground.moment;
  if (!rules.flatMap(leavesOf).some(({ is }) => MEASURED.includes(is))) return { ...ground, ...NOBODY };
  const facts = await customerFacts(tx, { asOf });
  const classes: ClassesOf = (scale, wanted) =>
    facts.filter((one) => wanted.includes(one[scale])).map(({ customerId }) => customerId);
  return { ...ground, classes, outlook: outlookOf(facts, asOf) };
}
