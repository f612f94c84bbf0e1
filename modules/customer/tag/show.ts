import { dayOf, HALF_LIFE_DAYS, subjectOf, type Dimension, type Family, type TagRow } from './tag.ts';

/** A tag as it stands on a day. */
export interface Tag {
  readonly family: Family;
  readonly dimension: Dimension;
  readonly value: string;
  readonly likes: boolean;
  /** 1 a little, 2 as usual, 3 a lot; of what is avoided, 1 less of it and 3 none. */
  readonly intensity: number;
  readonly allergy: boolean;
  /** Between 0 and 1. */
  readonly confidence: number;
  readonly evidenceCount: number;
  readonly lastEvidenceAt: Date;
  /** Sure enough to be shown, and not said better by a finer tag. */
  readonly shown: boolean;
  /** The finer tag that says it better. */
  readonly refinedBy: string | null;
}

/** From here on a tag is shown: what one note says, or two orders. */
export const SHOWN_FROM = 0.5;
/** A finer tag stands in for a coarser one with so many pieces of evidence and such a share of what the coarser one has. */
export const REFINE_EVIDENCE = 3;
export const REFINE_SHARE = 0.5;

interface Standing {
  readonly row: TagRow;
  readonly likes: boolean;
  readonly win: number;
  readonly confidence: number;
}

/** The tags of one person on a day, of the rows of all customers that they are known as, the surest first. */
export function tagsOn(rows: readonly TagRow[], at: Date): Tag[] {
  const merged = [...Map.groupBy(rows, keyOf).values()].map((same) => same.reduce(together));
  const standings = new Map(merged.map((row) => [keyOf(row), standingOf(row, dayOf(at))]));
  const refined = refinements(standings);
  return [...standings]
    .map(([key, standing]) => tagOf(standing, refined.get(key) ?? null))
    .toSorted(
      (a, b) => Number(b.allergy) - Number(a.allergy) || b.confidence - a.confidence || (keyOf(a) < keyOf(b) ? -1 : 1),
    );
}

const keyOf = ({ family, value }: { family: Family; value: string }): string => subjectOf(family, value);

/** Two customers are one person: what is known of both counts, and of the way it is said the later. */
function together(a: TagRow, b: TagRow): TagRow {
  const later = a.lastEvidenceAt >= b.lastEvidenceAt ? a : b;
  const earlier = later === a ? b : a;
  return {
    ...later,
    likeFading: a.likeFading + b.likeFading,
    avoidLasting: a.avoidLasting + b.avoidLasting,
    avoidFading: a.avoidFading + b.avoidFading,
    likeIntensity: later.likeIntensity || earlier.likeIntensity,
    avoidIntensity: later.avoidIntensity || earlier.avoidIntensity,
    allergy: a.allergy || b.allergy,
    evidenceCount: a.evidenceCount + b.evidenceCount,
  };
}

/**
 * Which side has more, and how sure that is: its mass over all mass and one more. That is the mean of a Beta distribution
 * that begins with one against; without evidence it is 0, and what speaks against lowers it. A tie avoids.
 */
function standingOf(row: TagRow, day: number): Standing {
  const left = 2 ** (-day / HALF_LIFE_DAYS[row.family]);
  const like = row.likeFading * left;
  const avoid = row.avoidLasting + row.avoidFading * left;
  const likes = !row.allergy && like > avoid;
  const win = likes ? like : avoid;
  return { row, likes, win, confidence: win / (like + avoid + 1) };
}

/** Coarse tag → the finer one that says it better. */
function refinements(standings: ReadonlyMap<string, Standing>): Map<string, string> {
  const refined = new Map<string, { key: string; win: number }>();
  for (const [key, { row, likes, win }] of standings) {
    if (row.evidenceCount < REFINE_EVIDENCE) continue;
    for (const parent of row.parents) {
      const coarse = standings.get(parent);
      const best = refined.get(parent)?.win ?? 0;
      if (coarse && coarse.likes === likes && win >= REFINE_SHARE * coarse.win && win > best)
        refined.set(parent, { key, win });
    }
  }
  return new Map([...refined].map(([parent, { key }]) => [parent, key]));
}

function tagOf({ row, likes, confidence }: Standing, refinedBy: string | null): Tag {
  const { family, value, allergy, evidenceCount, lastEvidenceAt } = row;
  return {
    family,
    dimension: family === 'palate' ? (likes ? 'taste' : 'avoidance') : family,
    value,
    likes,
    intensity: (likes ? row.likeIntensity : row.avoidIntensity) || 2,
    allergy,
    confidence,
    evidenceCount,
    lastEvidenceAt,
    shown: confidence >= SHOWN_FROM && refinedBy === null,
    refinedBy,
  };
}
