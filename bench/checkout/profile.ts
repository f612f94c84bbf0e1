import { existsSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { must } from '@shuke/kernel';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
}

interface Profile {
  readonly nodes: readonly ProfileNode[];
  /** The node that ran at each sample, and the microseconds since the sample before. */
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const MOST_FUNCTIONS = 40;
const MOST_PLACES = 20;
const WAIT_LIMIT_MS = 60_000;
const POLL_MS = 200;

/** Prints where a process spent its time by itself, by file and by function, once it has written its profile. */
export async function printProfile(file: string): Promise<void> {
  const { nodes, samples, timeDeltas } = await readProfile(file);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const [functions, places] = [new Map<string, number>(), new Map<string, number>()];
  for (const [i, id] of samples.entries()) {
    const { callFrame } = must(byId.get(id), 'a sample is of a node');
    const name = callFrame.functionName || '(anonymous)';
    if (name === '(idle)') continue;
    const place = placeOf(callFrame.url) || name;
    const us = timeDeltas[i] ?? 0;
    places.set(place, (places.get(place) ?? 0) + us);
    const label = callFrame.url ? `${name} ${place}:${callFrame.lineNumber + 1}` : name;
    functions.set(label, (functions.get(label) ?? 0) + us);
  }
  printShares('files', places, MOST_PLACES);
  printShares('functions', functions, MOST_FUNCTIONS);
}

// The file is there before all of it is written.
async function readProfile(file: string): Promise<Profile> {
  for (let waited = 0; waited < WAIT_LIMIT_MS; waited += POLL_MS) {
    await sleep(POLL_MS);
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (text.endsWith('}')) return JSON.parse(text) as Profile;
  }
  throw new Error('the profiled process wrote no profile');
}

/** The last three parts of a path are enough to find a file. */
const placeOf = (url: string): string => url.replace('file://', '').split(sep).slice(-3).join('/');

function printShares(title: string, times: ReadonlyMap<string, number>, most: number): void {
  const total = [...times.values()].reduce((sum, us) => sum + us, 0);
  console.log(`\n  busiest ${title} of ${(total / 1e6).toFixed(1)} s:`);
  for (const [name, us] of [...times].toSorted((a, b) => b[1] - a[1]).slice(0, most)) {
    console.log(`  ${((100 * us) / total).toFixed(1).padStart(5)} %  ${name}`);
  }
}
