import { unzipSync } from 'fflate';
import { FOR_A_FILE } from './call.ts';

/** The files of an archive by their names, or null where it is none or is cut off. */
export function entriesIn(archive: Uint8Array): ReadonlyMap<string, Uint8Array> | null {
  try {
    const files = unzipSync(archive, { filter: ({ originalSize }) => originalSize <= FOR_A_FILE.mostBytes });
    return new Map(Object.entries(files));
  } catch {
    return null;
  }
}
