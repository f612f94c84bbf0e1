import { LEAST_BEARER_MONTHS, type ProgrammeDraft, type StampCard, type Validity } from './programme.ts';

/** A field that is out of bounds, contradicts another or could never apply, and why. */
export interface Fault {
  readonly field: string;
  readonly problem: string;
}

type Check = readonly [wrong: boolean, field: string, problem: string];

const MOST_UNITS = 1_000_000;
const MOST_UNITS_PER_MINOR = 100;
const MOST_MINOR = 1_000_000_000_000;
const MOST_MONTHS = 240;
const MOST_DAYS = 3660;
const KEY = /^[A-Za-z0-9._-]{1,64}$/;

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && least <= value && value <= most;

const range = (field: string, value: number, [least, most]: readonly [number, number]): Check => [
  !isWhole(value, least, most),
  field,
  `is not from ${least} to ${most}`,
];

/** The first thing that is wrong with a programme, or null: whoever asks, for the route's schema is only the first to look. */
export function programmeFault(draft: ProgrammeDraft): Fault | null {
  const checks = [
    ...pointsChecks(draft),
    ...stampChecks(draft.stampCards),
    ...tierChecks(draft),
    ...storedChecks(draft),
  ];
  const found = checks.find(([wrong]) => wrong);
  return found ? { field: found[1], problem: found[2] } : null;
}

function pointsChecks({ points }: ProgrammeDraft): Check[] {
  if (points === null) return [];
  const { earn, burn, validity, pendingDays } = points;
  const burns: Check[] =
    burn === null
      ? []
      : [
          range('points.burn.unitsPerStep', burn.unitsPerStep, [1, MOST_UNITS]),
          range('points.burn.step', burn.stepMinor, [1, MOST_MINOR]),
          range('points.burn.maxShareBps', burn.maxShareBps, [1, 10_000]),
        ];
  return [
    range('points.earn.units', earn.units, [1, MOST_UNITS]),
    range('points.earn.per', earn.perMinor, [1, MOST_MINOR]),
    // The dearest order times the highest multiplier stays an exact integer.
    [earn.units > MOST_UNITS_PER_MINOR * earn.perMinor, 'points.earn.units', 'are more than 100 for each minor unit'],
    ...burns,
    ...validityChecks('points.validity', validity),
    range('points.pendingDays', pendingDays, [0, MOST_DAYS]),
    [pendingDays >= shortestDays(validity), 'points.pendingDays', 'points would end before they can be spent'],
  ];
}

/** Days after which units end at the earliest: no month is shorter than 28. */
function shortestDays(validity: Validity): number {
  if (validity.kind === 'never_ends') return Infinity;
  return validity.kind === 'days' ? validity.days : validity.months * 28;
}

function validityChecks(field: string, validity: Validity): Check[] {
  if (validity.kind === 'never_ends') return [];
  return validity.kind === 'days'
    ? [range(`${field}.days`, validity.days, [1, MOST_DAYS])]
    : [range(`${field}.months`, validity.months, [1, MOST_MONTHS])];
}

const hasRepeats = (keys: readonly unknown[]): boolean => new Set(keys).size < keys.length;

const stampChecks = (cards: readonly StampCard[]): Check[] => [
  [cards.length > 20, 'stampCards', 'are more than 20'],
  [hasRepeats(cards.map(({ cardId }) => cardId)), 'stampCards.cardId', 'is used twice'],
  ...cards.flatMap(({ cardId, stamps, validity }): Check[] => [
    [!KEY.test(cardId), 'stampCards.cardId', 'is not 1 to 64 letters, digits, dots, hyphens or underscores'],
    range('stampCards.stamps', stamps, [1, 1000]),
    ...validityChecks('stampCards.validity', validity),
  ]),
];

function tierChecks({ points, tiers, downgrade }: ProgrammeDraft): Check[] {
  const rises = (numbers: readonly number[]): boolean => numbers.every((one, i) => i === 0 || numbers[i - 1]! < one);
  return [
    range('downgrade.reviewMonths', downgrade.reviewMonths, [1, MOST_MONTHS]),
    [tiers.length > 20, 'tiers', 'are more than 20'],
    [tiers.length > 0 && points === null, 'tiers', 'are reached by points, which the programme does not give'],
    [hasRepeats(tiers.map(({ tierId }) => tierId)), 'tiers.tierId', 'is used twice'],
    [tiers.length > 0 && tiers[0]?.threshold !== 0, 'tiers.threshold', 'of the lowest tier is not 0'],
    [!rises(tiers.map(({ rank }) => rank)), 'tiers.rank', 'does not rise from tier to tier'],
    [!rises(tiers.map(({ threshold }) => threshold)), 'tiers.threshold', 'does not rise from tier to tier'],
    ...tiers.flatMap((tier): Check[] => [
      [!KEY.test(tier.tierId), 'tiers.tierId', 'is not 1 to 64 letters, digits, dots, hyphens or underscores'],
      range('tiers.threshold', tier.threshold, [0, MOST_MINOR]),
      range('tiers.windowMonths', tier.windowMonths, [1, MOST_MONTHS]),
      range('tiers.multiplierBps', tier.multiplierBps, [0, 1_000_000]),
    ]),
  ];
}

function storedChecks({ storedValue }: ProgrammeDraft): Check[] {
  const { bonusRules, namedLimitMinor, bearerLimitMinor, bearerMonths, bonusMonths } = storedValue;
  return [
    range('storedValue.namedLimit', namedLimitMinor, [1, MOST_MINOR]),
    range('storedValue.bearerLimit', bearerLimitMinor, [1, MOST_MINOR]),
    range('storedValue.bearerMonths', bearerMonths, [LEAST_BEARER_MONTHS, MOST_MONTHS]),
    range('storedValue.bonusMonths', bonusMonths ?? 1, [1, MOST_MONTHS]),
    [bonusRules.length > 50, 'storedValue.bonusRules', 'are more than 50'],
    [
      bonusRules.some(({ fromMinor }, i) => i > 0 && bonusRules[i - 1]!.fromMinor >= fromMinor),
      'storedValue.bonusRules.from',
      'does not rise from rule to rule',
    ],
    ...bonusRules.flatMap(({ fromMinor, bonusMinor }): Check[] => [
      range('storedValue.bonusRules.from', fromMinor, [1, MOST_MINOR]),
      range('storedValue.bonusRules.bonus', bonusMinor, [0, MOST_MINOR]),
    ]),
  ];
}
