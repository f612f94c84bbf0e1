import { Worker } from 'node:worker_threads';
import { Fault } from '@shuke/kernel';
import type { MovementRows } from './movements.ts';
import type { AskedWalk, Since, Walked } from './people-host.ts';
import type { WalkName } from './walks.ts';

/** What the thread of the people is told. */
export type ToPeople =
  | { readonly kind: 'begin'; readonly base: number; readonly mostRows: number }
  | { readonly kind: 'rows'; readonly base: number; readonly piece: MovementRows }
  | { readonly kind: 'end'; readonly base: number }
  | { readonly kind: 'forget'; readonly base: number }
  | { readonly kind: 'since'; readonly base: number; readonly since: Since }
  | { readonly kind: 'walk'; readonly call: number; readonly walk: AskedWalk };

export type FromPeople =
  { readonly call: number; readonly walked: Walked<WalkName> } | { readonly call: number; readonly failed: string };

/** People that are kept elsewhere: what is said is done in order, and only walks are answered. */
export interface FarPeople {
  begin(base: number, mostRows: number): void;
  /** Gives the rows away: they are not to be used afterwards. */
  rows(base: number, piece: MovementRows): void;
  end(base: number): void;
  since(base: number, since: Since): void;
  forget(base: number): void;
  walk<N extends WalkName>(asked: AskedWalk<N>): Promise<Walked<N>>;
  /** Keeps nobody any more, and answers nothing. */
  close(): Promise<void>;
}

interface Options {
  readonly limitBytes: number;
  /** Is told why the thread ended that was not closed. */
  readonly onDeath?: (error: Error) => void;
}

/**
 * Keeps people in a thread of its own, begun when it is first told something: a walk over a million people takes a tenth of
 * a second, for which the guests at the tills would wait. Where the thread dies it keeps nobody any more, which is what whoever waits is
 * told; the next one starts, and people are read again.
 */
export function peopleThread({ limitBytes, onDeath }: Options): FarPeople {
  let worker: Worker | null = null;
  let isClosed = false;
  const calls = pendingCalls();

  const start = (): Worker => {
    const fresh = new Worker(new URL('people-worker.ts', import.meta.url), {
      workerData: { limitBytes },
      execArgv: [],
    });
    const bury = (error: Error): void => {
      if (worker !== fresh) return;
      worker = null;
      if (!isClosed) onDeath?.(error);
      calls.settleAll();
    };
    fresh.unref();
    fresh.on('message', (said: FromPeople) => {
      calls.settle(said);
      // A thread that nobody waits for keeps no program from ending.
      if (calls.count() === 0) fresh.unref();
    });
    fresh.on('error', (error) => bury(error as Error));
    fresh.on('exit', (code) => bury(new Error(`it ended with code ${code}`)));
    return fresh;
  };
  const tell = (message: ToPeople, transfer: ArrayBuffer[] = []): Worker => {
    if (isClosed) throw new Fault('this process keeps no people any more');
    worker ??= start();
    worker.postMessage(message, transfer);
    return worker;
  };
  return {
    begin: (base, mostRows) => void tell({ kind: 'begin', base, mostRows }),
    rows: (base, piece) => void tell({ kind: 'rows', base, piece }, buffersOf(piece)),
    end: (base) => void tell({ kind: 'end', base }),
    since: (base, since) => void tell({ kind: 'since', base, since }),
    forget: (base) => void tell({ kind: 'forget', base }),
    walk: (walk) => calls.make((call) => tell({ kind: 'walk', call, walk: walk as unknown as AskedWalk }).ref()),
    close: async () => {
      isClosed = true;
      await worker?.terminate();
    },
  };
}

interface Waiting {
  readonly resolve: (walked: Walked<WalkName>) => void;
  readonly reject: (error: Error) => void;
}

/** The calls that are not answered yet, by their numbers. */
function pendingCalls() {
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  return {
    count: () => waiting.size,
    make: <N extends WalkName>(send: (call: number) => void): Promise<Walked<N>> =>
      new Promise((resolve, reject) => {
        const call = (calls += 1);
        send(call);
        waiting.set(call, { resolve: resolve as Waiting['resolve'], reject });
      }),
    settle(said: FromPeople): void {
      const one = waiting.get(said.call);
      waiting.delete(said.call);
      if ('walked' in said) one?.resolve(said.walked);
      else one?.reject(new Error(said.failed));
    },
    /** Tells everybody that the people are kept no more. */
    settleAll(): void {
      for (const one of waiting.values()) one.resolve(null);
      waiting.clear();
    },
  };
}

const buffersOf = ({ ids, storeIds, day, orders, netMinor }: MovementRows): ArrayBuffer[] =>
  [ids, storeIds, day, orders, netMinor].map((column) => column.buffer as ArrayBuffer);
