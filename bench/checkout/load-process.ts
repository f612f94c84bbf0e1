import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Chain } from './town.ts';

/** What the tills' process can be asked to do. */
export type Asked =
  | { readonly ask: 'open'; readonly ownerUrl: string; readonly chains: readonly Chain[] }
  | { readonly ask: 'connect'; readonly port: number; readonly connections: number }
  | { readonly ask: 'warm_up' | 'measure'; readonly ms: number };

/** How a period went. */
export interface Period {
  readonly accepted: number;
  readonly refused: number;
  /** Accepted before the period was over; those under way at its end are in `accepted` only. */
  readonly inTime: number;
  readonly seconds: number;
  /** Cart lines of all that was sent. */
  readonly lines: number;
  /** Answers that were not as foreseen, some of which are shown. */
  readonly wrong: number;
  readonly shown: readonly string[];
  /** Processor time of the tills' process itself, which it takes away from what it measures. */
  readonly cpuSeconds: number;
  /** From sending to the whole answer, in milliseconds, one for each that was sent. */
  readonly latencies: Float64Array;
}

export interface Told {
  readonly period?: Period | null;
  readonly error?: string;
}

export interface LoadProcess {
  ask(asked: Asked): Promise<Period | null>;
  stop(): void;
}

const LOAD = fileURLToPath(new URL('load.ts', import.meta.url));

/** Starts the process of the tills. It ends with `stop`, or when this one ends. */
export function startLoad(): LoadProcess {
  const child = fork(LOAD, [], { serialization: 'advanced' });
  child.on('disconnect', () => child.kill());
  return {
    ask: async (asked) => {
      child.send(asked);
      const [told] = (await Promise.race([once(child, 'message'), gone(child)])) as [Told];
      if (told.error !== undefined) throw new Error(`the tills failed: ${told.error}`);
      return told.period ?? null;
    },
    stop: () => void child.kill(),
  };
}

async function gone(child: ReturnType<typeof fork>): Promise<never> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  throw new Error(`the process of the tills ended: ${code ?? signal}`);
}
