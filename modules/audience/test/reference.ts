import type { AudienceRule, RulePurchase, RuleWhen } from '@shuke/contract';
import { dayPlus } from '../rule/days.ts';

/** A line as it was sold; several of one order share its number. */
export interface Bought {
  readonly order: number;
  readonly who: string;
  readonly day: string;
  readonly hour: number;
  readonly weekday: number;
  readonly storeId: string;
  readonly source: string;
  readonly sku: string;
  readonly category: string | null;
  readonly milli: number;
  readonly amount: number;
}

export interface Consent {
  readonly who: string;
  readonly channel: string;
  readonly granted: boolean;
  readonly day: string;
}

/** What is known of a shop, each line and word with the person whose it is. */
export interface World {
  /** Person → the day on which one became known. */
  readonly people: ReadonlyMap<string, string>;
  readonly bought: readonly Bought[];
  readonly consents: readonly Consent[];
}

type Test = (line: Bought) => boolean;

/** The people of a rule by a plain pass for each of them: slow, and as the definitions read. */
export function reference(world: World, rule: AudienceRule, asOf: string): string[] {
  const bought = world.bought.filter(({ day }) => day <= asOf);
  const byPerson = Map.groupBy(bought, ({ who }) => who);
  const people = [...world.people].filter(([who, since]) => since <= asOf || byPerson.has(who)).map(([who]) => who);
  const holds = (one: AudienceRule, who: string): boolean => {
    const own = byPerson.get(who) ?? [];
    if ('match' in one) {
      const count = one.of.filter((part) => holds(part, who)).length;
      return one.match === 'all' ? count === one.of.length : one.match === 'any' ? count > 0 : count === 0;
    }
    switch (one.is) {
      case 'bought': {
        const lines = own.filter(fits(one)).filter(within(one.when, asOf));
        const amounts = [...new Set(lines.map(({ order }) => order))];
        return (
          lines.length > 0 &&
          inside(one.orders, amounts.length) &&
          inside(one.days, new Set(lines.map(({ day }) => day)).size) &&
          inside(one.units, sum(lines, 'milli') / 1000) &&
          inside(one.amount, sum(lines, 'amount') / 100)
        );
      }
      case 'first_bought':
      case 'last_bought': {
        const days = own.filter(fits(one)).map(({ day }) => day);
        const day = one.is === 'first_bought' ? days.toSorted()[0] : days.toSorted().at(-1);
        const { least = 0, most = 100_000 } = one.daysAgo;
        return day !== undefined && day <= dayPlus(asOf, -least) && day >= dayPlus(asOf, -most);
      }
      case 'sequence': {
        const firsts = own.filter(fits(one.first)).filter(within(one.when, asOf));
        const nexts = own.filter(fits(one.next)).filter(within(one.when, asOf));
        return nexts.some((b) => firsts.some((a) => a.day < b.day && b.day <= dayPlus(a.day, one.withinDays)));
      }
      case 'place': {
        const last = own.toSorted((a, b) => (a.day < b.day || (a.day === b.day && a.order < b.order) ? -1 : 1)).at(-1);
        return last !== undefined && (one.storeIds ?? []).includes(last.storeId);
      }
      case 'consent': {
        const said = world.consents
          .filter((entry) => entry.who === who && entry.day <= asOf && [one.channel, 'any'].includes(entry.channel))
          .toSorted((a, b) => (a.day === b.day ? Number(b.granted) - Number(a.granted) : a.day < b.day ? -1 : 1));
        return said.at(-1)?.granted === true;
      }
      default:
        throw new Error(`the reference does not know ${one.is}`);
    }
  };
  return people.filter((who) => holds(rule, who)).toSorted();
}

const sum = (lines: readonly Bought[], field: 'milli' | 'amount'): number =>
  lines.reduce((total, line) => total + line[field], 0);

const inside = (range: { least?: number | string; most?: number | string } | undefined, value: number): boolean =>
  range === undefined || (value >= Number(range.least ?? -Infinity) && value <= Number(range.most ?? Infinity));

const fits =
  (asked: RulePurchase): Test =>
  (line) =>
    (asked.skus?.includes(line.sku) ?? true) &&
    (asked.categories?.includes(line.category ?? '') ?? true) &&
    (asked.storeIds?.includes(line.storeId) ?? true) &&
    (asked.sources?.includes(line.source) ?? true) &&
    (asked.weekdays?.includes(line.weekday) ?? true) &&
    (asked.hours?.includes(line.hour) ?? true);

function within(when: RuleWhen | undefined, asOf: string): Test {
  if (when === undefined) return () => true;
  if ('lastDays' in when) {
    const to = dayPlus(asOf, -(when.skipDays ?? 0));
    return ({ day }) => day <= to && day > dayPlus(to, -when.lastDays);
  }
  return ({ day }) => day >= (when.from ?? '') && day <= (when.to ?? '9999');
}
