import type { NewProgramme, ProgrammeView } from '@shuke/contract';
import { withoutEmpty } from '../../parts/without-empty.ts';

type Points = NonNullable<NewProgramme['points']>;
type Burn = NonNullable<Points['burn']>;
type Validity = Points['validity'];
type StampCard = NewProgramme['stampCards'][number];
type Tier = NewProgramme['tiers'][number];

/** The fields of every way in which units can end, whichever is chosen. */
interface ValidityFields {
  kind: Validity['kind'];
  days?: number | null;
  months?: number | null;
  toMonthEnd?: boolean;
}

interface StampCardFields extends Omit<StampCard, 'reward' | 'validity'> {
  reward: { kind: StampCard['reward']['kind']; templateId?: string; sku?: string };
  validity: ValidityFields;
}

/** The form of the programme: as the wire has it, with switches for what there may be none of. */
export interface ProgrammeForm {
  hasPoints: boolean;
  hasBurn: boolean;
  points: Omit<Points, 'burn' | 'validity'> & { burn: Burn; validity: ValidityFields };
  stampCards: StampCardFields[];
  tiers: Tier[];
  downgrade: NewProgramme['downgrade'];
  storedValue: NewProgramme['storedValue'];
}

const FIRST_BURN: Burn = { unitsPerStep: 100, step: '1', maxShareBps: 5000, as: 'tender' };
const FIRST_POINTS: Points = {
  earn: { units: 1, per: '1' },
  burn: FIRST_BURN,
  validity: { kind: 'months', months: 12, toMonthEnd: true },
  pendingDays: 0,
};
/** What a new stamp card and a new tier begin with. */
export const FIRST_STAMP_CARD = { stamps: 10, reward: { kind: 'item' }, validity: { kind: 'days', days: 180 } };
export const FIRST_TIER = { rank: 0, threshold: 0, windowMonths: 12, multiplierBps: 10_000, rights: [] };

/** The programme as the form holds it; where there are no points yet, the usual terms stand ready. */
export function formOf({ points, stampCards, tiers, downgrade, storedValue }: ProgrammeView): ProgrammeForm {
  const terms = points ?? FIRST_POINTS;
  return {
    hasPoints: points !== null,
    hasBurn: terms.burn !== null,
    points: { ...terms, burn: terms.burn ?? FIRST_BURN },
    stampCards,
    tiers,
    downgrade,
    storedValue,
  };
}

/** The request that the form stands for. The tiers go from the lowest to the highest, as they are asked for. */
export function bodyOf({
  hasPoints,
  hasBurn,
  points,
  stampCards,
  tiers,
  downgrade,
  storedValue,
}: ProgrammeForm): NewProgramme {
  return {
    points: hasPoints ? { ...points, burn: hasBurn ? points.burn : null, validity: validityOf(points.validity) } : null,
    stampCards: stampCards.map(stampCardOf),
    tiers: tiers.toSorted((a, b) => a.rank - b.rank),
    downgrade,
    storedValue,
  };
}

const stampCardOf = ({ reward, validity, scope, ...card }: StampCardFields): StampCard => ({
  ...card,
  // A list that was emptied again means all goods, as one that was never filled.
  scope: withoutEmpty(scope ?? {}),
  reward:
    reward.kind === 'item'
      ? { kind: 'item', sku: reward.sku ?? '' }
      : { kind: 'coupon', templateId: reward.templateId ?? '' },
  validity: validityOf(validity),
});

function validityOf({ kind, days, months, toMonthEnd = false }: ValidityFields): Validity {
  if (kind === 'days') return { kind, days: days ?? 0 };
  return kind === 'months' ? { kind, months: months ?? 0, toMonthEnd } : { kind };
}
