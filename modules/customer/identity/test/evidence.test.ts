import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GRADES, SIGNAL_KINDS, type Grade, type SignalKind } from '@shuke/contract';
import { judge, MOST_SHARING, weigh, weightOf, type Evidence } from '../evidence.ts';

const piece = (personId: string, kind: SignalKind, more: Partial<Evidence> = {}): Evidence => ({
  key: `${kind}:${personId}`,
  kind,
  grade: 'typed',
  personId,
  customerId: personId,
  hint: null,
  ageDays: 0,
  sharedBy: 1,
  ...more,
});

/** `alice phone/verified` and `bob device/seen 90 days of 2`, one a word group. */
function seen(text: string): Evidence[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      const [, person = '', kind, grade, days = '0', of = '1'] =
        /^(\w+) (\w+)\/(\w+)(?: (\d+) days)?(?: of (\d+))?$/.exec(one) ?? [];
      const known = { grade: grade as Grade, ageDays: Number(days), sharedBy: Number(of) };
      return piece(person, kind as SignalKind, { ...known, key: one });
    });
}

describe('who somebody is', () => {
  test.each([
    ['nothing', '', 'unknown'],
    ['a typed phone', 'alice phone/typed', 'alice 0.995'],
    ['a verified phone', 'alice phone/verified', 'alice 0.9984'],
    ['a payment token', 'alice payment_token/presented', 'alice 0.9994'],
    ['a WeChat id', 'alice wechat_openid/provider', 'alice 0.9994'],
    ['a member code', 'alice member_code/presented', 'alice 0.9999'],
    ['a device of today', 'alice device/seen', 'alice 0.9181'],
    ['a device of a month ago', 'alice device/seen 30 days', 'alice 0.909'],
    ['a device of three months ago', 'alice device/seen 90 days', 'unknown'],
    ['Wi-Fi alone', 'alice wifi/seen', 'unknown'],
    ['a device and its own Wi-Fi, which is no more', 'alice device/seen, alice wifi/seen', 'alice 0.9181'],
    ['a device of a family', 'alice device/seen of 2, bob device/seen of 2', 'unknown, alice or bob'],
    ['a device of many', 'alice device/seen of 7', 'unknown'],
    ['a family device and a phone', 'alice device/seen of 2, bob device/seen of 2, alice phone/typed', 'alice 0.9999'],
    ['a real name, which names nobody', 'alice real_name_hash/provider', 'unknown'],
    ['an old device and the real name', 'alice device/seen 90 days, alice real_name_hash/provider', 'alice 0.9987'],
    ['a number on a lent phone', 'alice phone/typed, bob device/seen', 'alice 0.9422'],
    ['a number on a lent phone with its Wi-Fi', 'alice phone/typed, bob device/seen, bob wifi/seen', 'alice 0.9422'],
    ['a code against a typed number', 'alice member_code/presented, bob phone/typed', 'alice 0.9803'],
    ['a payment against a number', 'alice payment_token/presented, bob phone/typed', 'unknown, alice or bob'],
    ['two payments', 'alice payment_token/presented, bob alipay_id/provider', 'unknown, alice or bob'],
    ['two against one', 'alice payment_token/presented, alice phone/verified, bob member_no/typed', 'alice 0.9999'],
    ['two numbers of one family', 'alice member_no/typed, bob phone/typed', 'unknown, alice or bob'],
  ])('%s', (_, shown, expected) => {
    const verdict = judge(weigh(seen(shown)));
    const said = verdict.known
      ? `${verdict.person.personId} ${Math.floor(verdict.person.confidence * 10_000) / 10_000}`
      : ['unknown', verdict.conflict.map(({ personId }) => personId).join(' or ')].filter(Boolean).join(', ');
    expect(said).toBe(expected);
  });

  test('a shop that asks for more is told of fewer', () => {
    const candidates = weigh(seen('alice device/seen'));
    expect(judge(candidates, 0.91).known).toBe(true);
    expect(judge(candidates, 0.92).known).toBe(false);
  });
});

describe('weights', () => {
  test('every kind has one at the grades that it can have, and what nobody vouches for has none', () => {
    for (const kind of SIGNAL_KINDS) {
      const weights = GRADES.map((grade) => weightOf({ kind, grade, ageDays: 0, sharedBy: 1 }));
      expect([kind, Math.max(...weights) > 0]).toEqual([kind, true]);
    }
  });

  test('what fades or is shared falls to nothing and never below', () => {
    const device = { kind: 'device', grade: 'seen' } as const;
    expect(weightOf({ ...device, ageDays: 180, sharedBy: 1 })).toBeCloseTo(4.05 - Math.log10(2), 9);
    expect(weightOf({ ...device, ageDays: 0, sharedBy: 3 })).toBeCloseTo(4.05 - 2 * Math.log10(3), 9);
    expect(weightOf({ ...device, ageDays: 10_000, sharedBy: 1 })).toBe(0);
    expect(weightOf({ ...device, ageDays: 0, sharedBy: MOST_SHARING + 1 })).toBe(0);
    expect(weightOf({ ...device, ageDays: -3, sharedBy: 1 })).toBe(4.05);
  });
});

describe('whatever was seen', () => {
  const anyPiece = fc
    .record({
      personId: fc.constantFrom('alice', 'bob', 'carol'),
      kind: fc.constantFrom(...SIGNAL_KINDS),
      grade: fc.constantFrom(...GRADES),
      ageDays: fc.nat(400),
      sharedBy: fc.integer({ min: 1, max: 9 }),
      no: fc.nat(),
    })
    .map(({ personId, kind, no, ...more }) => piece(personId, kind, { ...more, key: `${kind}:${no}` }));
  const confidenceOf = (evidence: readonly Evidence[], personId: string): number =>
    weigh(evidence).find((one) => one.personId === personId)?.confidence ?? 0;

  test('its order is of no account, to the last bit', () => {
    const shuffled = fc
      .array(anyPiece, { maxLength: 12 })
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
      );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const said = (all: readonly Evidence[]) =>
          weigh(all).map(({ personId, score, confidence }) => [personId, score, confidence]);
        expect(said(other)).toEqual(said(one));
      }),
    );
  });

  test('more that agrees never lowers a confidence, and never raises that of another', () => {
    fc.assert(
      fc.property(fc.array(anyPiece, { maxLength: 10 }), anyPiece, (evidence, more) => {
        for (const personId of ['alice', 'bob', 'carol']) {
          const before = confidenceOf(evidence, personId);
          const after = confidenceOf([...evidence, more], personId);
          if (personId === more.personId) expect(after).toBeGreaterThanOrEqual(before - 1e-12);
          else expect(after).toBeLessThanOrEqual(before + 1e-12);
        }
      }),
    );
  });

  test('whoever is named is the likeliest by far, above the threshold, and all together are at most certain', () => {
    fc.assert(
      fc.property(
        fc.array(anyPiece, { maxLength: 10 }),
        fc.double({ min: 0.5, max: 0.999, noNaN: true }),
        (evidence, threshold) => {
          const candidates = weigh(evidence);
          const verdict = judge(candidates, threshold);
          const total = candidates.reduce((sum, { confidence }) => sum + confidence, 0);
          expect(total).toBeLessThanOrEqual(1 + 1e-9);
          if (!verdict.known) return;
          const others = candidates.filter(({ personId }) => personId !== verdict.person.personId);
          expect(verdict.person.confidence).toBeGreaterThanOrEqual(threshold);
          for (const other of others) expect(verdict.person.score - other.score).toBeGreaterThanOrEqual(1.2);
        },
      ),
    );
  });
});
