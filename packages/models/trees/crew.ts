import { runShare, type Step } from './steps.ts';
import type { Workspace } from './workspace.ts';

/** Who does the steps of a training: this thread, or several that look at the same memory (`threads.ts`). */
export interface Crew {
  readonly size: number;
  /** Makes zeroed memory that the whole crew can see. */
  readonly memory: (bytes: number) => ArrayBufferLike;
  readonly begin: (space: Workspace) => Work;
}

/** The work on one training. */
export interface Work {
  /** Runs one step and returns when every thread has done its share. */
  readonly run: (step: Step) => void;
  readonly end: () => void;
}

export const alone: Crew = {
  size: 1,
  memory: (bytes) => new ArrayBuffer(bytes),
  begin: (space) => ({ run: (step) => runShare(space, step, { index: 0, of: 1 }), end: () => undefined }),
};
