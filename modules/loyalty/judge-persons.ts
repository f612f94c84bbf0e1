import type { Tx } from '@shuke/db';
import { must } from '@shuke/kernel';
import { earningsOfAll } from '@shuke/ledger';
import { ADJUSTED } from './adjust-points.ts';
import { dayOf } from './calendar.ts';
import { bestStanding, tierHistory, type EarnedOn, type Era, type TierHistory } from './person-tier.ts';
import { pointsAsset } from './programme.ts';
import type { TermsNow } from './terms-now.ts';
import * as store from './tier-store.ts';
import type { Standing } from './tier.ts';

/** Persons with all customers whom they are known as. */
export type Circles = ReadonlyMap<string, readonly string[]>;

/** What each of these persons' customers earned together comes to, by person. */
export async function tierHistories(tx: Tx, terms: TermsNow, circles: Circles): Promise<Map<string, TierHistory>> {
  if (circles.size === 0) return new Map();
  const { calendar, day, programme } = terms;
  const asked = { asset: pointsAsset(programme.programmeId), exceptPurposes: [ADJUSTED] };
  const versions = await store.readVersions(tx);
  const eras = versions.map(({ at, programme: of }): Era => ({ from: dayOf(calendar, at), programme: of }));
  const personOf = new Map([...circles].flatMap(([person, circle]) => circle.map((id) => [id, person] as const)));
  const earned = new Map<string, EarnedOn[]>([...circles.keys()].map((person) => [person, []]));
  for (const { customerId, at, amount } of await earningsOfAll(tx, [...personOf.keys()], asked)) {
    const person = must(personOf.get(customerId), 'earnings are of who was asked for');
    earned.get(person)!.push({ day: dayOf(calendar, at), amount });
  }
  return new Map([...earned].map(([person, all]) => [person, tierHistory({ eras, earned: all, day })]));
}

/** Where these persons stand: by what all their customers earned, and nowhere lower than any of them does alone. */
export async function judgePersons(
  tx: Tx,
  terms: TermsNow,
  { circles, own }: { readonly circles: Circles; readonly own: ReadonlyMap<string, Standing> },
): Promise<Map<string, Standing>> {
  const histories = await tierHistories(tx, terms, circles);
  return new Map(
    [...histories].map(([person, { standing }]) => {
      const alone = must(circles.get(person), 'each person was asked for').flatMap((id) => own.get(id) ?? []);
      return [person, bestStanding(terms.programme, [standing, ...alone])];
    }),
  );
}
