import { Worker } from 'node:worker_threads';
import { Bug } from '@shuke/kernel';
import type { Crew } from './crew.ts';
import { openSignals, tell, waitFor, type Signals } from './signals.ts';
import { runShare, type Share } from './steps.ts';
import type { Workspace } from './workspace.ts';

/** What a thread needs to take part in a training. */
export interface Task {
  readonly space: Workspace;
  readonly signals: Signals;
  readonly share: Share;
}

export interface Threads extends Crew {
  readonly close: () => Promise<void>;
}

/**
 * Opens threads that train together, this one among them: give it to `train` as its `crew`, and close it afterwards. Sums of
 * whole numbers do not depend on who adds them, so the trees are the same as those of one thread. `train` keeps this thread
 * busy; where requests are answered, call it from a thread of its own.
 */
export function openThreads(size: number): Threads {
  const helpers = Array.from({ length: size - 1 }, () => {
    const helper = new Worker(new URL('threads-worker.ts', import.meta.url), { execArgv: [] });
    // A helper that waits for work keeps no program from ending.
    helper.unref();
    return helper;
  });
  return {
    size,
    memory: (bytes) => new SharedArrayBuffer(bytes),
    begin: (space) => beginWork(space, helpers),
    close: async () => {
      await Promise.all(helpers.map((helper) => helper.terminate()));
    },
  };
}

function beginWork(space: Workspace, helpers: readonly Worker[]): ReturnType<Crew['begin']> {
  const signals = openSignals();
  const of = helpers.length + 1;
  for (const [i, helper] of helpers.entries()) {
    helper.postMessage({ space, signals, share: { index: i + 1, of } } satisfies Task);
  }
  return {
    run: (step) => {
      tell(signals, step);
      runShare(space, step, { index: 0, of });
      if (!waitFor(signals, helpers.length)) throw new Bug(`a thread did not finish the step ${step.name}`);
    },
    end: () => tell(signals, null),
  };
}
