import { fillGradients } from './objective.ts';
import { sumLeaf, type LeafTask } from './histogram.ts';
import { pack } from './packing.ts';
import type { Workspace } from './workspace.ts';

/** Which part of a step's work one thread does. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** What threads do together. A step is told by its name and numbers alone, so that it can be told through shared memory. */
export type Step =
  | { readonly name: 'gradients' }
  | { readonly name: 'pack'; readonly gradientScale: number; readonly hessianScale: number; readonly salt: number }
  | ({ readonly name: 'histogram' } & LeafTask);

/** Does one thread's share of a step. No two threads write to the same place. */
export function runShare(space: Workspace, step: Step, share: Share): void {
  if (step.name === 'gradients') gradients(space, share);
  else if (step.name === 'histogram') sumLeaf(space, step, part(space.active[0]!, share));
  else packShare(space, step, share);
}

function part(total: number, { index, of }: Share): readonly [number, number] {
  return [Math.floor((total * index) / of), Math.floor((total * (index + 1)) / of)];
}

function gradients(space: Workspace, share: Share): void {
  const [from, to] = part(space.rows, share);
  const { gradient, hessian, largest } = space;
  fillGradients(space.objective, space, [from, to]);
  let g = 0;
  let h = 0;
  for (let i = from; i < to; i += 1) {
    g = Math.max(g, Math.abs(gradient[i]!));
    h = Math.max(h, hessian[i]!);
  }
  largest[2 * share.index] = g;
  largest[2 * share.index + 1] = h;
}

function packShare(space: Workspace, step: Extract<Step, { name: 'pack' }>, share: Share): void {
  const scales = { gradient: step.gradientScale, hessian: step.hessianScale };
  pack(space, { scales, salt: step.salt, range: part(space.rows, share) });
}
