import { describe, expect, test } from 'vitest';
import { loadTrees, predict, saveTrees, train, type SavedTrees } from '../index.ts';
import { drawYesOrNo } from './small-tasks.ts';

const { x, y } = drawYesOrNo({ rows: 2000, seed: 7, missing: 0.3 });
const trees = train(x, y, { objective: 'binary', rounds: 20, leaves: 12, learningRate: 0.2, categorical: [2] });
const saved = (): SavedTrees => JSON.parse(JSON.stringify(saveTrees(trees))) as SavedTrees;

const codeOf = (value: unknown): string => {
  const loaded = loadTrees(value);
  return loaded.ok ? 'loaded' : loaded.refusal.code;
};

describe('saved trees', () => {
  test('come back from JSON as they were', () => {
    const loaded = loadTrees(saved());
    expect(loaded).toEqual({ ok: true, value: trees });
    if (loaded.ok) expect(predict(loaded.value, x)).toEqual(predict(trees, x));
  });

  test.each([
    ['no object', () => null],
    ['another format', () => ({ ...saved(), format: 'other' })],
    ['a version to come', () => ({ ...saved(), version: 2 })],
    ['a list cut off', () => ({ ...saved(), left: saved().left.slice(1) })],
    ['a number that is none', () => ({ ...saved(), base: 'NaN' })],
    ['a leaf that is not there', () => ({ ...saved(), values: saved().values.slice(0, 5) })],
    ['a child that is its own parent', () => ({ ...saved(), left: saved().left.map((_, node) => node) })],
    ['a column that is not there', () => ({ ...saved(), categories: [null] })],
    ['a set that is not there', () => ({ ...saved(), sets: [] })],
    ['a decision that is none', () => ({ ...saved(), decision: saved().decision.map(() => 3) })],
  ])('are refused with %s', (_, damage) => {
    expect(codeOf(damage())).toBe('trees_unreadable');
  });
});
