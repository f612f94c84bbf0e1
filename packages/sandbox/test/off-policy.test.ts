import { describe, expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { evaluate, exploringPolicy, pick, type Estimate } from '@shuke/models/exploration';
import { createStreet, type StreetOffer } from '../index.ts';

// Only the street knows what a policy would have brought. Each guest's margin of two weeks is played under each action, so
// the truth of any policy is a sum, and logs can be drawn from it as often as one likes.

const DAYS = 14;
const WORTH_MINOR = [0, 300, 800];
const MARGIN = 0.6;

interface Played {
  /** By guest: margin in fen under each action. */
  readonly margins: readonly Float64Array[];
  /** By guest: days since the last visit. */
  readonly sinceDays: Float64Array;
}

function play(seed: number): Played {
  const street = createStreet({ seed, days: 120, endDay: '2026-10-31', guests: 1_500, stores: 3 });
  const last = new Map<string, number>();
  for (const { customer, orderedAt } of street.receipts()) if (customer) last.set(customer, Date.parse(orderedAt));
  const guests = [...last.keys()];
  const end = Date.parse('2026-11-01T00:00:00+08:00');
  const margins = guests.map(() => new Float64Array(WORTH_MINOR.length));
  const index = new Map(guests.map((guest, i) => [guest, i]));
  for (const [action, worthMinor] of WORTH_MINOR.entries()) {
    const offers: StreetOffer[] = worthMinor === 0 ? [] : guests.map((customer) => offerTo(customer, worthMinor));
    for (const { customer, lines, coupons } of street.nextDays({ from: '2026-11-01', days: DAYS, offers })) {
      const guest = customer === null ? undefined : index.get(customer);
      if (guest === undefined) continue;
      const paid = lines.reduce((sum, line) => sum + line.amountMinor, 0);
      margins[guest]![action]! += MARGIN * paid - coupons.length * worthMinor;
    }
  }
  return { margins, sinceDays: Float64Array.from(guests, (guest) => (end - last.get(guest)!) / 86_400_000) };
}

const offerTo = (customer: string, worthMinor: number): StreetOffer => ({
  customer,
  code: `C-${customer}`,
  worthMinor,
  minSpendMinor: 0,
  issuedOn: '2026-10-31',
  lastDay: '2026-11-14',
});

/** What was done by the policy that ran: a small coupon for all, and a tenth tries something. */
const logging = exploringPolicy([1, 2, 0], 0.1);

/** What is asked about: a large coupon for who stayed away for ten days, nothing for the others. */
const wanted = (sinceDays: number): number => (sinceDays > 10 ? 2 : 0);

function estimatesOf({ margins, sinceDays }: Played, seed: number) {
  const random = seededRandom(seed);
  const drawn = margins.map(() => pick(logging, random.next()));
  const rewards = drawn.map(({ action }, i) => margins[i]![action]!);
  const found = evaluate(
    { propensities: drawn.map(({ propensity }) => propensity), rewards },
    {
      probabilities: drawn.map(({ action }, i) => (action === wanted(sinceDays[i]!) ? 1 : 0)),
      model: crossFitted({ drawn, rewards, sinceDays }),
    },
  );
  if (!found.ok) throw new Error(found.refusal.code);
  return found.value;
}

interface Log {
  readonly drawn: readonly { readonly action: number }[];
  readonly rewards: readonly number[];
  readonly sinceDays: Float64Array;
}

/** A plain model: the mean reward of an action among people who stayed away about as long, from the other half of the rows. */
function crossFitted({ drawn, rewards, sinceDays }: Log) {
  const cell = (i: number, action: number): string =>
    `${i % 2} ${action} ${Math.min(3, Math.floor(sinceDays[i]! / 5))}`;
  const sums = new Map<string, { sum: number; count: number }>();
  for (const [i, { action }] of drawn.entries()) {
    const at = sums.get(cell(i, action)) ?? { sum: 0, count: 0 };
    sums.set(cell(i, action), { sum: at.sum + rewards[i]!, count: at.count + 1 });
  }
  const overall = rewards.reduce((a, b) => a + b, 0) / rewards.length;
  const expectation = (i: number, action: number): number => {
    const { sum, count } = sums.get(cell(i + 1, action).replace(/^\d/u, String((i + 1) % 2))) ?? { sum: 0, count: 0 };
    return (sum + 5 * overall) / (count + 5);
  };
  return {
    ofLogged: drawn.map(({ action }, i) => expectation(i, action)),
    ofTarget: drawn.map((_, i) => expectation(i, wanted(sinceDays[i]!))),
  };
}

describe('what a policy that never ran would have brought', { timeout: 120_000 }, () => {
  test('is inside the interval of 95 % in at least nine of ten logs, on three streets', () => {
    const hits = { ips: 0, snips: 0, dr: 0 };
    let logs = 0;
    for (const street of [11, 12, 13]) {
      const played = play(street);
      const truth =
        played.margins.reduce((sum, own, i) => sum + own[wanted(played.sinceDays[i]!)]!, 0) / played.margins.length;
      const holds = ({ low, high }: Estimate): number => (low <= truth && truth <= high ? 1 : 0);
      for (let seed = 1; seed <= 100; seed += 1, logs += 1) {
        const { ips, snips, dr } = estimatesOf(played, street * 1_000 + seed);
        hits.ips += holds(ips);
        hits.snips += holds(snips);
        hits.dr += holds(dr!);
      }
    }
    for (const [name, count] of Object.entries(hits)) expect([name, count / logs >= 0.9]).toEqual([name, true]);
  });
});
