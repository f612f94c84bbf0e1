import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { BY_NAME, SET_WORDS, type Trees } from './trees.ts';

const FORMAT = 'shuke-trees';
const VERSION = 1;

/** Trees as plain JSON. A threshold above every number, which JSON cannot hold, is null. */
export interface SavedTrees {
  readonly format: typeof FORMAT;
  readonly version: number;
  readonly objective: Trees['objective'];
  readonly base: number;
  readonly categories: readonly (readonly number[] | null)[];
  readonly roots: readonly number[];
  readonly column: readonly number[];
  readonly decision: readonly number[];
  readonly threshold: readonly (number | null)[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly sets: readonly number[];
  readonly values: readonly number[];
  readonly gain: readonly number[];
}

export function saveTrees(trees: Trees): SavedTrees {
  return {
    format: FORMAT,
    version: VERSION,
    objective: trees.objective,
    base: trees.base,
    categories: trees.categories.map((names) => names && [...names]),
    roots: [...trees.roots],
    column: [...trees.column],
    decision: [...trees.decision],
    threshold: Array.from(trees.threshold, (one) => (one === Infinity ? null : one)),
    left: [...trees.left],
    right: [...trees.right],
    sets: [...trees.sets],
    values: [...trees.values],
    gain: [...trees.gain],
  };
}

/** Reads what `saveTrees` made. Refuses what is not that, or would lead a row out of the trees or round in them. */
export function loadTrees(saved: unknown): Result<Trees, Refusal<'trees_unreadable'>> {
  if (!isSaved(saved)) return refuse('trees_unreadable', { part: 'shape' });
  const fault = faultIn(saved);
  if (fault !== null) return refuse('trees_unreadable', { part: fault });
  return ok({
    objective: saved.objective,
    base: saved.base,
    categories: saved.categories.map((names) => names && Int32Array.from(names)),
    roots: Int32Array.from(saved.roots),
    column: Int32Array.from(saved.column),
    decision: Uint8Array.from(saved.decision),
    threshold: Float64Array.from(saved.threshold, (one) => one ?? Infinity),
    left: Int32Array.from(saved.left),
    right: Int32Array.from(saved.right),
    sets: Uint32Array.from(saved.sets),
    values: Float64Array.from(saved.values),
    gain: Float64Array.from(saved.gain),
  });
}

const isNumbers = (value: unknown): value is number[] => Array.isArray(value) && value.every(Number.isFinite);

function isSaved(value: unknown): value is SavedTrees {
  if (typeof value !== 'object' || value === null) return false;
  const saved = value as Record<keyof SavedTrees, unknown>;
  const { categories, threshold } = saved;
  const lists = [
    saved.roots,
    saved.column,
    saved.decision,
    saved.left,
    saved.right,
    saved.sets,
    saved.values,
    saved.gain,
  ];
  return (
    saved.format === FORMAT &&
    saved.version === VERSION &&
    ['binary', 'regression', 'poisson'].includes(saved.objective as string) &&
    Number.isFinite(saved.base) &&
    Array.isArray(categories) &&
    categories.every((names) => names === null || isNumbers(names)) &&
    Array.isArray(threshold) &&
    threshold.every((one) => one === null || Number.isFinite(one)) &&
    lists.every(isNumbers)
  );
}

/** The part in which something points where there is nothing; null where all is well. */
function faultIn(saved: SavedTrees): string | null {
  const { categories, roots, column, decision, threshold, left, right, sets, values, gain } = saved;
  const nodes = column.length;
  const isPlace = (value: number, end: number): boolean => Number.isInteger(value) && value >= 0 && value < end;
  // Children are numbered after their parents, so that no walk returns.
  const isChild = (child: number, node: number): boolean =>
    child < 0 ? isPlace(-1 - child, values.length) : child > node && isPlace(child, nodes);
  const isSet = (node: number): boolean => {
    const set = threshold[node] ?? -1;
    return categories[column[node]!] !== null && isPlace(set, sets.length / SET_WORDS);
  };
  const each = (holds: (node: number) => boolean): boolean => column.every((_, node) => holds(node));
  const rules: Record<string, boolean> = {
    length: [decision, threshold, left, right, gain].every((list) => list.length === nodes),
    roots: roots.every((root) => isPlace(root, nodes)),
    column: column.every((one) => isPlace(one, categories.length)),
    decision: decision.every((one) => isPlace(one, BY_NAME + 1)),
    sets: each((node) => decision[node] !== BY_NAME || isSet(node)),
    children: each((node) => isChild(left[node]!, node) && isChild(right[node]!, node)),
  };
  return Object.keys(rules).find((part) => !rules[part]) ?? null;
}
