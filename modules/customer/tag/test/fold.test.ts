import { describe, expect, test } from 'vitest';
import { DAY_MS, newId, seededRandom, type Random } from '@shuke/kernel';
import { foldEvidence } from '../fold.ts';
import { tagsOn, type Tag } from '../show.ts';
import type { Evidence } from '../tag.ts';
import { evidence } from './people.ts';

const NOW = new Date('2026-03-02T00:00:00Z');
const after = (days: number): Date => new Date(NOW.getTime() + days * DAY_MS);

const shown = (rows: readonly Evidence[], at = NOW): string[] =>
  tagsOn(foldEvidence(rows), at)
    .filter((tag) => tag.shown)
    .map((tag) => `${tag.likes ? '' : '-'}${tag.family}:${tag.value}`)
    .toSorted();

const tagOf = (rows: readonly Evidence[], value: string, at = NOW): Tag | undefined =>
  tagsOn(foldEvidence(rows), at).find((tag) => tag.value === value);

const saidByStaff = { source: 'staff', weightMilli: 3000, parents: [] } as const;
const avoids = (value: string, own: Partial<Evidence> = {}): Evidence =>
  evidence({ ...saidByStaff, dimension: 'avoidance', value, likes: false, intensity: 3, ...own });

describe('a tag', () => {
  test('is shown after two orders and fades when they stop, while more orders make it surer', () => {
    expect(shown([evidence({ parents: [] })])).toEqual([]);
    const two = [evidence({ parents: [] }), evidence({ parents: [], happenedAt: NOW })];
    expect(shown(two)).toEqual(['dish:noodles']);
    expect(shown(two, after(60))).toEqual([]);
    const ten = Array.from({ length: 10 }, () => evidence({ parents: [] }));
    expect(tagOf(ten, 'noodles')!.confidence).toBeGreaterThan(tagOf(two, 'noodles')!.confidence);
    expect(shown(ten, after(200))).toEqual(['dish:noodles']);
  });

  test('of what a person said that they avoid never fades; what was inferred does', () => {
    expect(shown([avoids('cilantro')], after(7300))).toEqual(['-palate:cilantro']);
    const inferred = avoids('cilantro', { source: 'rule', weightMilli: 1000 });
    expect(shown([inferred, inferred], after(7300))).toEqual([]);
  });

  test('is lowered and turned by what speaks against it', () => {
    const likes = evidence({ ...saidByStaff, dimension: 'taste', value: 'scallion' });
    const before = tagOf([avoids('scallion')], 'scallion')!;
    const disputed = tagOf([avoids('scallion'), likes], 'scallion')!;
    expect([before.dimension, disputed.dimension]).toEqual(['avoidance', 'avoidance']);
    expect(disputed.confidence).toBeLessThan(before.confidence);
    const turned = tagOf([avoids('scallion'), likes, { ...likes, evidenceId: newId(), happenedAt: NOW }], 'scallion')!;
    expect([turned.dimension, turned.likes]).toEqual(['taste', true]);
  });

  test('of an allergy stays one whatever is ordered, until somebody takes it back', () => {
    const allergy = avoids('peanut', { allergy: true, weightMilli: 5000 });
    const orders = Array.from({ length: 50 }, () =>
      evidence({ dimension: 'taste', value: 'peanut', source: 'message', weightMilli: 2000, parents: [] }),
    );
    expect(tagOf([allergy, ...orders], 'peanut')).toMatchObject({ likes: false, allergy: true, shown: false });
    expect(tagsOn(foldEvidence([allergy, evidence(), evidence()]), NOW)[0]).toMatchObject({ value: 'peanut' });
    const retracted = avoids('peanut', { kind: 'retracted', weightMilli: 0, happenedAt: NOW });
    expect(tagOf([allergy, retracted], 'peanut')).toBeUndefined();
  });

  test('gets finer: a dish stands in for its category once it is three orders and half of it', () => {
    const other = (value: string) => evidence({ value });
    const once = [other('ramen'), other('udon'), other('soba'), other('pho')];
    expect(shown(once)).toEqual(['category:noodles']);
    const often = [...once, other('ramen'), other('ramen'), other('ramen')];
    expect(shown(often)).toEqual(['dish:ramen']);
    expect(tagOf(often, 'noodles')!.refinedBy).toBe('dish:ramen');
    const variants = often.map((row) =>
      row.value === 'ramen'
        ? { ...row, dimension: 'variant' as const, value: 'ramen/large', parents: ['dish:ramen', 'category:noodles'] }
        : row,
    );
    expect(shown(variants)).toEqual(['variant:ramen/large']);
  });

  test('that was retracted begins anew, and is as before once that is undone', () => {
    const rows = [evidence({ parents: [] }), evidence({ parents: [] })];
    const retraction = evidence({ kind: 'retracted', weightMilli: 0, parents: [], happenedAt: NOW });
    expect(foldEvidence([...rows, retraction])).toEqual([]);
    const undone = { ...retraction, evidenceId: newId(), kind: 'cancelled' as const, cancels: retraction.evidenceId };
    expect(foldEvidence([...rows, retraction, undone])).toEqual(foldEvidence(rows));
    const later = evidence({ parents: [], happenedAt: after(1) });
    expect(foldEvidence([...rows, retraction, later])).toEqual(foldEvidence([later]));
  });
});

/** Evidence of all kinds, some of it retracted or cancelled. */
function randomRows(random: Random): Evidence[] {
  const rows: Evidence[] = [];
  for (let i = 0; i < 5 + random.int(60); i += 1) {
    const at = { evidenceId: newId(), happenedAt: new Date(NOW.getTime() - random.int(900) * DAY_MS) };
    const dimension = random.pick(['dish', 'taste', 'avoidance'] as const);
    const said = { ...at, dimension, value: random.pick(['a', 'b', 'c']), likes: dimension !== 'avoidance' };
    const weight = { weightMilli: random.pick([250, 500, 3000]), source: random.pick(['order', 'staff'] as const) };
    const kind = random.next();
    if (kind < 0.1 && rows.length > 0) {
      const target = random.pick(rows);
      rows.push({ ...target, ...at, kind: 'cancelled', cancels: target.evidenceId });
    } else if (kind < 0.2) rows.push(evidence({ ...said, kind: 'retracted', parents: [] }));
    else rows.push(evidence({ ...said, ...weight, parents: dimension === 'dish' ? ['category:x'] : [] }));
  }
  return rows;
}

/** The masses of one subject by the plainest reading of the rules, as of NOW. */
function plainly(rows: readonly Evidence[], subject: string): { like: number; avoid: number } {
  const isDead = (row: Evidence): boolean => rows.some((other) => other.cancels === row.evidenceId && !isDead(other));
  const familyName = (row: Evidence) => (row.dimension === 'dish' ? 'dish' : 'palate');
  const own = (row: Evidence) => `${familyName(row)}:${row.value}`;
  const isBefore = (a: Evidence, b: Evidence) =>
    a.happenedAt < b.happenedAt || (a.happenedAt.getTime() === b.happenedAt.getTime() && a.evidenceId < b.evidenceId);
  const sum = { like: 0, avoid: 0 };
  for (const row of rows) {
    if (row.kind !== 'said' || isDead(row) || !(own(row) === subject || row.parents.includes(subject))) continue;
    const cut = rows.some((r) => r.kind === 'retracted' && !isDead(r) && own(r) === subject && isBefore(row, r));
    if (cut) continue;
    const lasts = own(row) === subject && row.source === 'staff' && row.dimension === 'avoidance';
    const halfLife = { dish: 120, palate: 180, category: 180 }[subject.split(':')[0] as 'dish'];
    const age = Math.floor(NOW.getTime() / DAY_MS) - Math.floor(row.happenedAt.getTime() / DAY_MS);
    sum[row.likes ? 'like' : 'avoid'] += (row.weightMilli / 1000) * (lasts ? 1 : 0.5 ** (age / halfLife));
  }
  return sum;
}

test('random evidence comes to what the plainest reading of the rules gives, in whatever order it arrives', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = seededRandom(seed);
    const rows = randomRows(random);
    const tags = foldEvidence(rows);
    expect(foldEvidence(rows.toSorted(() => random.next() - 0.5))).toEqual(tags);
    for (const subject of ['dish:a', 'dish:b', 'palate:a', 'palate:b', 'palate:c', 'category:x']) {
      const { like, avoid } = plainly(rows, subject);
      const [family, value] = subject.split(':');
      const tag = tagsOn(tags, NOW).find((one) => one.family === family && one.value === value);
      const win = Math.max(like, avoid);
      expect(tag?.confidence ?? 0, `${seed} ${subject}`).toBeCloseTo(win / (like + avoid + 1), 9);
      if (tag && Math.abs(like - avoid) > 1e-9) expect(tag.likes).toBe(like > avoid);
    }
  }
});
