import type { Asks } from '@shuke/insight';
import { build } from './build.ts';
import { readNames } from './names-queries.ts';
import type { Postings } from './postings.ts';
import { blocksFrom } from './table-queries.ts';
import { EVERYBODY, type Share } from './tables.ts';

/** Builds the index on this thread. */
export async function buildPostings(asks: Asks, share: Share = EVERYBODY): Promise<Postings> {
  const names = await readNames(asks);
  return build({ names, blocks: blocksFrom(asks, names), share });
}
