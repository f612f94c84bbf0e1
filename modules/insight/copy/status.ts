import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MerchantCopy } from './copy.ts';
import type { FillProgress } from './fill.ts';

/** How one copy of a folder was doing when its process last said so. */
export interface CopyStatus {
  readonly merchantId: string;
  readonly position: number | null;
  readonly freshAt: string | null;
  readonly megabytes: number;
  readonly filling: FillProgress | null;
}

const FILE = 'status.json';
const EVERY_MS = 2_000;

/** Writes down now and then how the copies are, for whoever asks from another process: their files are locked. */
export function statusWriter(dir: string): (copies: readonly MerchantCopy[]) => void {
  let last = '';
  let writtenAt = -Infinity;
  return (copies) => {
    if (performance.now() - writtenAt < EVERY_MS) return;
    const text = JSON.stringify(copies.map(statusOf), null, 1);
    if (text === last) return;
    last = text;
    writtenAt = performance.now();
    // Whoever reads finds the old or the new, never half of one.
    writeFileSync(join(dir, `${FILE}.new`), text);
    renameSync(join(dir, `${FILE}.new`), join(dir, FILE));
  };
}

const statusOf = (copy: MerchantCopy): CopyStatus => ({
  merchantId: copy.merchantId,
  position: copy.position,
  freshAt: copy.freshAt?.toISOString() ?? null,
  megabytes: Math.round((statSync(copy.path, { throwIfNoEntry: false })?.size ?? 0) / 1e6),
  filling: copy.progress,
});

/** What the process that keeps a folder last wrote down; nothing where none has. */
export function readCopyStatus(dir: string): CopyStatus[] {
  try {
    return JSON.parse(readFileSync(join(dir, FILE), 'utf8')) as CopyStatus[];
  } catch {
    return [];
  }
}
