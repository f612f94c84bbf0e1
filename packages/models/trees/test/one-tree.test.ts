import { seededRandom, type Random } from '@shuke/kernel';
import { describe, expect, test } from 'vitest';
import { predict, train } from '../index.ts';

// One tree for a mean, against a search of all splits of all leaves in plain floats. Values are coarse, so that each is an
// interval of its own and both may choose among the same splits.

interface Leaf {
  readonly rows: readonly number[];
  readonly mean: number;
}

interface Found {
  readonly gain: number;
  readonly sides: readonly (readonly number[])[];
}

const MIN_ROWS = 3;

function slowTree(columns: readonly Float64Array[], y: Float64Array, leaves: number): Leaf[] {
  let open: number[][] = [Array.from(y, (_, row) => row)];
  while (open.length < leaves) {
    const found = open.map((rows) => bestSplit(columns, y, rows));
    const most = found.reduce((best, one, i) => (one.gain > found[best]!.gain + 1e-9 ? i : best), 0);
    if (found[most]!.gain <= 1e-9) break;
    open = open.flatMap((rows, i) => (i === most ? found[most]!.sides.map((side) => [...side]) : [rows]));
  }
  return open.map((rows) => ({ rows, mean: mean(y, rows) }));
}

const mean = (y: Float64Array, rows: readonly number[]): number =>
  rows.reduce((sum, row) => sum + y[row]!, 0) / rows.length;

const squares = (y: Float64Array, rows: readonly number[]): number => mean(y, rows) ** 2 * rows.length;

function bestSplit(columns: readonly Float64Array[], y: Float64Array, rows: readonly number[]): Found {
  let best: Found = { gain: 0, sides: [] };
  for (const column of columns) {
    for (const at of [...new Set(rows.map((row) => column[row]!)), Infinity]) {
      for (const missingLeft of [true, false]) {
        const goesLeft = (row: number): boolean => (Number.isNaN(column[row]!) ? missingLeft : column[row]! <= at);
        const sides = [rows.filter(goesLeft), rows.filter((row) => !goesLeft(row))];
        if (sides.some((side) => side.length < MIN_ROWS)) continue;
        const gain = squares(y, sides[0]!) + squares(y, sides[1]!) - squares(y, rows);
        if (gain > best.gain) best = { gain, sides };
      }
    }
  }
  return best;
}

function drawTable(random: Random, rows: number): { columns: Float64Array[]; y: Float64Array } {
  const cell = (): number => (random.next() < 0.15 ? NaN : random.int(7) - 3);
  const columns = Array.from({ length: 3 }, () => Float64Array.from({ length: rows }, cell));
  const pull = (value: number): number => (Number.isNaN(value) ? 4 : value * value);
  const y = Float64Array.from(
    { length: rows },
    (_, i) => pull(columns[0]![i]!) + 3 * random.next() + (columns[1]![i]! > 0 ? 2 : 0),
  );
  return { columns, y };
}

describe('one tree', () => {
  test(
    'is the tree that a search of all splits finds, on 25 random tables with missing cells',
    { timeout: 30_000 },
    () => {
      for (let seed = 1; seed <= 25; seed += 1) {
        const random = seededRandom(seed);
        const rows = 120 + random.int(200);
        const { columns, y } = drawTable(random, rows);
        const leaves = 2 + random.int(6);
        const options = { objective: 'regression', rounds: 1, leaves, learningRate: 1, minLeafRows: MIN_ROWS } as const;
        const said = predict(train({ rows, columns }, y, options), { rows, columns });
        for (const leaf of slowTree(columns, y, leaves)) {
          for (const row of leaf.rows) expect(said[row], `seed ${seed}, row ${row}`).toBeCloseTo(leaf.mean, 2);
        }
      }
    },
  );

  test('gives a row that lacks a number never missing in training to the weightier side', () => {
    const x = { rows: 100, columns: [Float64Array.from({ length: 100 }, (_, row) => row)] };
    const y = Float64Array.from({ length: 100 }, (_, row) => (row < 70 ? 5 : 9));
    const trees = train(x, y, { objective: 'regression', rounds: 1, leaves: 2, learningRate: 1 });
    expect(predict(trees, { rows: 1, columns: [[NaN]] })[0]).toBeCloseTo(5, 3);
  });

  test('takes infinite cells as beyond every finite number', () => {
    const column = Float64Array.from({ length: 90 }, (_, row) => (row < 30 ? -Infinity : row < 60 ? row : Infinity));
    const y = Float64Array.from({ length: 90 }, (_, row) => (row < 30 ? 1 : row < 60 ? 2 : 3));
    const trees = train({ rows: 90, columns: [column] }, y, {
      objective: 'regression',
      rounds: 1,
      leaves: 3,
      learningRate: 1,
    });
    const said = predict(trees, { rows: 3, columns: [[-Infinity, 45, Infinity]] });
    expect([...said].map((value) => Math.round(value * 100) / 100)).toEqual([1, 2, 3]);
  });
});
