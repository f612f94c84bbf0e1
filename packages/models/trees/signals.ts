import type { Step } from './steps.ts';

/** How a step is told through shared memory: how often one was told, how many threads are done, and whether one failed. */
const TOLD = 0;
const DONE = 1;
const FAILED = 2;

export const NAMES = ['end', 'gradients', 'pack', 'histogram'] as const;
/** Longer than any step of any data takes. */
const PATIENCE_MS = 120_000;

export interface Signals {
  readonly flags: Int32Array;
  /** The number of the step's name and then its numbers. */
  readonly numbers: Float64Array;
}

export const openSignals = (): Signals => ({
  flags: new Int32Array(new SharedArrayBuffer(12)),
  numbers: new Float64Array(new SharedArrayBuffer(8 * 5)),
});

/** Tells all waiting threads what to do. */
export function tell({ flags, numbers }: Signals, step: Step | null): void {
  numbers.set([NAMES.indexOf(step?.name ?? 'end'), ...numbersOf(step)]);
  Atomics.store(flags, DONE, 0);
  Atomics.add(flags, TOLD, 1);
  Atomics.notify(flags, TOLD);
}

/** Waits until so many threads are done; false where one failed or none answers. */
export function waitFor({ flags }: Signals, threads: number): boolean {
  for (;;) {
    const done = Atomics.load(flags, DONE);
    if (done >= threads) return Atomics.load(flags, FAILED) === 0;
    if (Atomics.wait(flags, DONE, done, PATIENCE_MS) === 'timed-out') return false;
  }
}

/** Waits for the step after the `seen` ones; null when there is no more. */
export function nextStep({ flags, numbers }: Signals, seen: number): Step | null {
  Atomics.wait(flags, TOLD, seen);
  const [name, ...given] = numbers;
  return stepOf(NAMES[name!]!, given);
}

export function answer({ flags }: Signals, passed: boolean): void {
  if (!passed) Atomics.store(flags, FAILED, 1);
  Atomics.add(flags, DONE, 1);
  Atomics.notify(flags, DONE);
}

function numbersOf(step: Step | null): number[] {
  if (step?.name === 'pack') return [step.gradientScale, step.hessianScale, step.salt];
  return step?.name === 'histogram' ? [step.begin, step.end, step.slot, step.parent] : [];
}

function stepOf(name: (typeof NAMES)[number], [a = 0, b = 0, c = 0, d = 0]: readonly number[]): Step | null {
  if (name === 'histogram') return { name, begin: a, end: b, slot: c, parent: d };
  if (name === 'pack') return { name, gradientScale: a, hessianScale: b, salt: c };
  return name === 'end' ? null : { name };
}
