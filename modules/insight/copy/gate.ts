import { CopyFailed } from './duck-reader.ts';

/** Lets readers through while it is open, and can wait until none is inside. */
export interface Gate {
  open(): void;
  /** Lets nobody in any more, and waits for those inside. */
  shut(): Promise<void>;
  /** Refuses at once where it is shut: PostgreSQL answers sooner than it would open. */
  through<T>(read: () => Promise<T>): Promise<T>;
}

export function gate(): Gate {
  let isOpen = false;
  let inside = 0;
  let onEmpty: (() => void) | null = null;
  return {
    open: () => {
      isOpen = true;
    },
    shut: async () => {
      isOpen = false;
      if (inside > 0) await new Promise<void>((resolve) => (onEmpty = resolve));
    },
    through: async (read) => {
      if (!isOpen) throw new CopyFailed('the copy is not open');
      inside += 1;
      try {
        return await read();
      } finally {
        inside -= 1;
        if (inside === 0) onEmpty?.();
      }
    },
  };
}
