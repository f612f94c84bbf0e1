import type { WalkAsked, WalkName } from './walks.ts';

interface Ask {
  readonly storeId: string | null;
  readonly name: WalkName;
  readonly asked: WalkAsked<WalkName>;
}

/** What was asked of people lately, the oldest first. */
export interface LatelyAsked {
  note(ask: Ask): void;
  asks(): readonly Ask[];
  /** How long ago the last was asked. */
  agoMs(): number;
}

// Two pages of dashboards, or what five people look at together.
const MOST = 24;

export function latelyAsked(): LatelyAsked {
  const known = new Map<string, Ask>();
  let lastAt = -Infinity;
  return {
    note(ask) {
      const key = JSON.stringify(ask);
      known.delete(key);
      known.set(key, ask);
      if (known.size > MOST) known.delete([...known.keys()][0]!);
      lastAt = performance.now();
    },
    asks: () => [...known.values()],
    agoMs: () => performance.now() - lastAt,
  };
}
