import { createHash } from 'node:crypto';

/** What can go wrong at a platform, each by a seeded decision of its own. */
export const CHANNEL_FAULTS = ['dropped', 'busy', 'duplicated', 'reordered', 'forged'] as const;
export type ChannelFault = (typeof CHANNEL_FAULTS)[number];

/** What the process of the stand-ins gives to those of the channels. */
export interface ChannelContext {
  now(): Date;
  /** Whether a fault hits what has this number: a pure function, so that a seed plays the same again. */
  hits(fault: ChannelFault, number: string): boolean;
  /** State that outlives the process; null where nothing was kept yet. */
  read(name: string): string | null;
  write(name: string, text: string): void;
}

/** A fault that hits a number the first time only, so that whoever tries again gets on. */
export function onceOf(context: ChannelContext): ChannelContext['hits'] {
  const hit = new Set<string>();
  return (fault, number) => {
    if (hit.has(`${fault} ${number}`) || !context.hits(fault, number)) return false;
    hit.add(`${fault} ${number}`);
    return true;
  };
}

export interface FaultPlan {
  readonly seed: number;
  /** Of 1. */
  readonly rate: number;
  readonly kinds: readonly ChannelFault[];
}

const BITS = 2 ** 32;

/** Decides faults by a hash of seed, kind and number. */
export const hitsBy =
  ({ seed, rate, kinds }: FaultPlan): ChannelContext['hits'] =>
  (fault, number) =>
    kinds.includes(fault) &&
    createHash('sha256').update(`${seed} ${fault} ${number}`).digest().readUInt32BE(0) / BITS < rate;

/** State in memory, for tests in one process. */
export function memoryContext(plan: FaultPlan, now: () => Date): ChannelContext {
  const kept = new Map<string, string>();
  return {
    now,
    hits: hitsBy(plan),
    read: (name) => kept.get(name) ?? null,
    write: (name, text) => void kept.set(name, text),
  };
}

/** A table of rows that is written whenever a row changes. */
export class Kept<Row> {
  readonly #context: ChannelContext;
  readonly #name: string;
  readonly #rows: Map<string, Row>;

  constructor(context: ChannelContext, name: string) {
    this.#context = context;
    this.#name = name;
    this.#rows = new Map(JSON.parse(context.read(name) ?? '[]') as [string, Row][]);
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  put(key: string, row: Row): void {
    this.#rows.set(key, row);
    this.#context.write(this.#name, JSON.stringify([...this.#rows]));
  }

  all(): Row[] {
    return [...this.#rows.values()];
  }
}
