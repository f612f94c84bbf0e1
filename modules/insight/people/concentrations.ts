import type { Span } from '../asking/period.ts';
import { bestCount } from './best.ts';
import { concentrationOf, lorenzOf, sumOf, type Concentration, type LorenzPoint } from './concentration.ts';
import type { People } from './people.ts';
import { pageOfRanked, type PageAsked, type Ranked } from './ranked-page.ts';
import { spenders } from './spenders.ts';
import { spendsIn } from './spends.ts';

export interface Concentrations {
  /** One for each span. */
  readonly figures: readonly Concentration[];
  /** The Lorenz curve of the first of them. */
  readonly lorenz: readonly LorenzPoint[];
}

export function concentrationsIn(people: People, { spans }: { spans: readonly Span[] }): Concentrations {
  const spends = spendsIn(people, spans);
  return { figures: spends.map(known), lorenz: lorenzOf(spends[0]!) };
}

// Spends of a span in which nothing is sold any more stay the same array, so that what was found of them is found again.
const concentrations = new WeakMap<Float64Array, Concentration>();

function known(spends: Float64Array): Concentration {
  let one = concentrations.get(spends);
  if (!one) concentrations.set(spends, (one = concentrationOf(spends)));
  return one;
}

export interface CorePage {
  /** How many are among the best fifth. */
  readonly customers: number;
  /** What all spent, and what those before the page did. */
  readonly totalMinor: number;
  readonly beforeMinor: number;
  readonly items: readonly Ranked[];
  readonly next: string | null;
}

/** A page of the best fifth of a span, one by one. */
export function corePage(people: People, { span, page }: { span: Span; page: PageAsked }): CorePage {
  const ranking = spenders(people, span);
  const customers = bestCount(ranking.spendMinor.length);
  const { places, before, next } = pageOfRanked(ranking, page, customers);
  const totalMinor = sumOf(ranking.spendMinor);
  return { customers, totalMinor, beforeMinor: before.spendMinor, items: places.map(ranking.ranked), next };
}
