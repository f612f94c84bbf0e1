import { parentPort } from 'node:worker_threads';
import { must } from '@shuke/kernel';
import { answer, nextStep } from './signals.ts';
import { runShare } from './steps.ts';
import type { Task } from './threads.ts';

/** Does this thread's share of each step of a training until there is no more. */
function takePart({ space, signals, share }: Task): void {
  let seen = 0;
  for (let step = nextStep(signals, seen); step !== null; step = nextStep(signals, seen)) {
    seen += 1;
    let passed = false;
    try {
      runShare(space, step, share);
      passed = true;
    } finally {
      answer(signals, passed);
    }
  }
}

must(parentPort, 'a helper of a training has a thread that it helps').on('message', takePart);
