import type { Activity } from '@shuke/contract';

/** Days since 1970-01-01, of a store's calendar. */
export type DayNumber = number;

/** From a day on a person is so present, until the next spell. */
export interface Spell {
  readonly activity: Activity;
  readonly since: DayNumber;
}

/** From so many visit days on, two gaps, a person is measured by their own rhythm. */
const OWN_RHYTHM_VISIT_DAYS = 3;
/** By what somebody is measured whose rhythm is not known yet. */
const FALLBACK_GAP_DAYS = 30;
// A week holds every weekday once: below it, a closed Sunday would make the daily guests look as if they stayed away.
const LEAST_GAP_DAYS = 7;

/** After so many gaps of absence a spell begins. */
const SLOWING_GAPS = 2;
const LAPSING_GAPS = 3;
const LOST_GAPS = 6;

/** The gaps between visit days as they become known, so that the middle one is there at each visit. */
class Rhythm {
  readonly #gaps: number[] = [];

  add(gap: number): void {
    let place = this.#gaps.length;
    while (place > 0 && this.#gaps[place - 1]! > gap) place -= 1;
    this.#gaps.splice(place, 0, gap);
  }

  /** The median; of an even number of gaps, the mean of the two in the middle. Null below two. */
  own(): number | null {
    const count = this.#gaps.length;
    if (count < OWN_RHYTHM_VISIT_DAYS - 1) return null;
    const middle = count >> 1;
    return count % 2 === 1 ? this.#gaps[middle]! : (this.#gaps[middle - 1]! + this.#gaps[middle]!) / 2;
  }

  yardstick(): number {
    return Math.max(LEAST_GAP_DAYS, this.own() ?? FALLBACK_GAP_DAYS);
  }
}

/** A person's own rhythm from all their visit days: the middle gap, or null before the third day. */
export function rhythmDays(visitDays: readonly DayNumber[]): number | null {
  const rhythm = new Rhythm();
  for (let i = 1; i < visitDays.length; i += 1) rhythm.add(visitDays[i]! - visitDays[i - 1]!);
  return rhythm.own();
}

/**
 * How present a person was from the first of their visit days (ascending, each once) to `today`: each spell with its first
 * day. What a day was called depends on the visits up to that day alone, so that today's answer for it is that day's answer.
 */
export function activityHistory(visitDays: readonly DayNumber[], today: DayNumber): Spell[] {
  const spells: Spell[] = [];
  const enter = (activity: Activity, since: DayNumber): void => {
    if (spells.at(-1)?.activity !== activity) spells.push({ activity, since });
  };
  const rhythm = new Rhythm();
  const days = visitDays.filter((day) => day <= today);
  days.forEach((day, i) => {
    const before = days[i - 1];
    if (before === undefined) enter('new', day);
    else {
      enter(day - before > LAPSING_GAPS * rhythm.yardstick() ? 'returned' : 'active', day);
      rhythm.add(day - before);
    }
    const until = days[i + 1] ?? today + 1;
    for (const [gaps, activity] of FADING) {
      const since = day + Math.floor(gaps * rhythm.yardstick()) + 1;
      if (since < until) enter(activity, since);
    }
  });
  return spells;
}

const FADING = [
  [SLOWING_GAPS, 'slowing'],
  [LAPSING_GAPS, 'lapsing'],
  [LOST_GAPS, 'lost'],
] as const;
