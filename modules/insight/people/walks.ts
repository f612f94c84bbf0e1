import type { DayNumber } from '../asking/day.ts';
import type { Span } from '../asking/period.ts';
import { cohortGrid } from './cohort-grid.ts';
import { comingIn } from './coming.ts';
import { concentrationsIn, corePage } from './concentrations.ts';
import { customersPage } from './customers-page.ts';
import { nextVisitsOf } from './due.ts';
import { guestsByStore } from './guests-by-store.ts';
import { guestsIn } from './guests.ts';
import type { People } from './people.ts';
import { spendsIn } from './spends.ts';
import { talliesAsOf } from './tallies.ts';

/** Lists of spans; those of a list follow one another. */
interface SpanLists {
  readonly lists: readonly (readonly Span[])[];
}

/**
 * What the dashboards ask about people, each a walk over everybody. Walks take and give plain values, for they run in a thread
 * of their own, and read no data but the people: what is imported here is loaded there.
 */
export const WALKS = {
  guests: (people: People, { lists }: SpanLists) => lists.map((spans) => guestsIn(people, spans)),
  coming: (people: People, { lists }: SpanLists) => lists.map((spans) => comingIn(people, spans)),
  guestsByStore: (people: People, { span }: { span: Span }) => guestsByStore(people, span),
  spends: (people: People, { spans }: { spans: readonly Span[] }) => spendsIn(people, spans),
  tallies: (people: People, { days }: { days: readonly DayNumber[] }) => days.map((asOf) => talliesAsOf(people, asOf)),
  cohorts: cohortGrid,
  concentrations: concentrationsIn,
  core: corePage,
  customers: customersPage,
  nextVisits: nextVisitsOf,
} as const;

export type WalkName = keyof typeof WALKS;
export type WalkAsked<N extends WalkName> = Parameters<(typeof WALKS)[N]>[1];
export type WalkAnswer<N extends WalkName> = ReturnType<(typeof WALKS)[N]>;

/** Asks about the people of one state of the data. */
export type Walk = <N extends WalkName>(name: N, asked: WalkAsked<N>) => Promise<WalkAnswer<N>>;

/** Walks over people where they are. */
export const walkOver = <N extends WalkName>(people: People, name: N, asked: WalkAsked<N>): WalkAnswer<N> =>
  (WALKS[name] as (people: People, asked: WalkAsked<N>) => WalkAnswer<N>)(people, asked);
