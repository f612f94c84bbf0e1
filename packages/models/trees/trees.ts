import type { Objective } from './objective.ts';

/** How a node decides: by size with what is missing on the right or on the left, or by name. */
export const MISSING_RIGHT = 0;
export const MISSING_LEFT = 1;
export const BY_NAME = 2;
/** A set of bins, one bit each. */
export const SET_WORDS = 8;

/**
 * Trained trees, all in flat arrays. Nodes of all trees are numbered through; a child below 0 is the leaf `-1 - child`. Plain
 * data: it may be sent to a thread, and `saveTrees` makes it JSON.
 */
export interface Trees {
  readonly objective: Objective;
  /** The score before the first tree. */
  readonly base: number;
  /** For each column the names of its categories by bin, or null where it holds numbers. */
  readonly categories: readonly (Int32Array | null)[];
  /** For each tree its first node. */
  readonly roots: Int32Array;
  readonly column: Int32Array;
  readonly decision: Uint8Array;
  /** Up to which value rows go left; where the decision is by name, the number of the set of bins that do. */
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly sets: Uint32Array;
  /** The answer of each leaf. */
  readonly values: Float64Array;
  /** How much less the loss of the training rows became by each node. */
  readonly gain: Float64Array;
}

export interface Node {
  readonly column: number;
  readonly decision: number;
  readonly threshold: number;
  /** The bins that go left where the decision is by name. */
  readonly chosen: readonly number[] | null;
  readonly gain: number;
}

/** Room for trees that are still being grown. */
export interface Grove extends Trees {
  trees: number;
  nodes: number;
  setCount: number;
}

export interface Plan extends Pick<Trees, 'objective' | 'base' | 'categories'> {
  readonly rounds: number;
  readonly leaves: number;
}

export function openGrove({ objective, base, categories, rounds, leaves }: Plan): Grove {
  const nodes = rounds * (leaves - 1);
  return {
    objective,
    base,
    categories,
    trees: 0,
    nodes: 0,
    setCount: 0,
    roots: new Int32Array(rounds),
    column: new Int32Array(nodes),
    decision: new Uint8Array(nodes),
    threshold: new Float64Array(nodes),
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
    sets: new Uint32Array(categories.some((names) => names !== null) ? nodes * SET_WORDS : 0),
    values: new Float64Array(rounds * leaves),
    gain: new Float64Array(nodes),
  };
}

/** Adds a node whose children are told later, and answers its number. */
export function addNode(grove: Grove, { column, decision, threshold, chosen, gain }: Node): number {
  const node = grove.nodes++;
  grove.column[node] = column;
  grove.decision[node] = decision;
  grove.gain[node] = gain;
  grove.threshold[node] = chosen ? grove.setCount : threshold;
  if (chosen) {
    const at = SET_WORDS * grove.setCount++;
    for (const bin of chosen) grove.sets[at + (bin >>> 5)]! |= 1 << (bin & 31);
  }
  return node;
}

/** The first `trees` of what has been grown, in arrays of their own. A tree has one leaf more than nodes. */
export function closeGrove(grove: Grove, trees: number): Trees {
  const nodes = trees < grove.trees ? grove.roots[trees]! : grove.nodes;
  return {
    objective: grove.objective,
    base: grove.base,
    categories: grove.categories,
    roots: grove.roots.slice(0, trees),
    column: grove.column.slice(0, nodes),
    decision: grove.decision.slice(0, nodes),
    threshold: grove.threshold.slice(0, nodes),
    left: grove.left.slice(0, nodes),
    right: grove.right.slice(0, nodes),
    sets: grove.sets.slice(0, grove.setCount * SET_WORDS),
    values: grove.values.slice(0, nodes + trees),
    gain: grove.gain.slice(0, nodes),
  };
}

/** For each column how much less its splits made the loss of the training rows: what the trees go by, not what causes what. */
export function columnGains({ categories, column, gain }: Trees): Float64Array {
  const gains = new Float64Array(categories.length);
  for (let node = 0; node < column.length; node += 1) gains[column[node]!]! += gain[node]!;
  return gains;
}
