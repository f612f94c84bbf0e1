import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder, SHARED_FOLDER } from './data-dir.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './start.ts';
import { canReach, postgresUser } from './system-user.ts';

// The shell waits on a pipe that we hold open. However we end, the pipe ends with us, and it clears up behind us. That the
// server has ended is seen by its file: in a container that reaps nobody, its process id would stay.
const CLEAR_UP = `
read -r _
file="$0/data/postmaster.pid"
pid=$(head -n 1 "$file")
[ -n "$pid" ] && kill -INT "$pid"
tries=0
while [ -e "$file" ] && [ "$tries" -lt 600 ]; do sleep 0.05; tries=$((tries + 1)); done
rm -rf "$0"`;

// Durability buys nothing for data that goes with its process.
const FORGETFUL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Starts an empty PostgreSQL for tests and trials, without durability. It ends and its files go when `stop` is called or
 * when this process ends, be it by kill -9.
 */
export async function startTemporaryPostgres(
  options: Omit<EmbeddedPostgresOptions, 'dataDir'> = {},
): Promise<EmbeddedPostgres> {
  const folder = mkdtempSync(join(reachableBase(), 'shuke-temporary-'));
  chmodSync(folder, 0o755);
  const clearer = spawn('/bin/sh', ['-c', CLEAR_UP, folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  const cleared = once(clearer, 'exit');
  // Nor does it keep us from ending.
  clearer.unref();
  (clearer.stdin as Socket).unref();
  const clear = async (): Promise<void> => {
    clearer.ref();
    clearer.stdin.end();
    await cleared;
  };
  try {
    const settings = { ...FORGETFUL, ...options.settings };
    const server = await startEmbeddedPostgres({ ...options, settings, dataDir: join(folder, 'data') });
    return { ...server, stop: () => server.stop().then(clear) };
  } catch (error) {
    await clear();
    throw error;
  }
}

function reachableBase(): string {
  const user = postgresUser(join(tmpdir(), 'none'));
  if (!user || canReach(tmpdir(), user)) return tmpdir();
  makeFolder(SHARED_FOLDER, user);
  return SHARED_FOLDER;
}
