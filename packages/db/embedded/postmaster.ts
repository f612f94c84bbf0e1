import { execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  fchownSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { settingArguments } from './settings.ts';
import { spawnAs } from './system-user.ts';

/** What a running PostgreSQL writes of itself into its data folder. */
export interface Postmaster {
  pid: number;
  port: number;
  isReady: boolean;
}

/** A postgres program that we started: its exit code once it ended, and what it said since. */
export interface Launched {
  port: number;
  hasExited(): boolean;
  said(): string;
  end(): void;
}

const LOG_LIMIT_BYTES = 4 * 1024 * 1024;

/** The PostgreSQL that serves a data folder, or null. Of one that died only what PostgreSQL can clean up itself is left. */
export function findPostmaster(dataDir: string): Postmaster | null {
  const file = join(dataDir, 'postmaster.pid');
  const lines = readLines(file);
  const pid = Number(lines[0]);
  if (!pid) return null;
  if (serves(pid, dataDir)) return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
  if (isAlive(pid)) disown(file, lines);
  return null;
}

// A server makes its file as it starts and removes it as it stops, so that only the read itself says whether it was there:
// a look before or after it may see another state.
function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/**
 * After a restart of the machine, a dead PostgreSQL's process id may be some other program's, and PostgreSQL would take it
 * for its own and refuse. Removing the file would also remove the shared memory key by which PostgreSQL finds orphaned
 * backends that still write; so only the id is replaced, by one that no process can have.
 */
function disown(file: string, lines: string[]): void {
  writeFileSync(file, ['2147483647', ...lines.slice(1)].join('\n'));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function serves(pid: number, dataDir: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    // The postmaster works in its data folder. A zombie has no folder any more, another account's process shows none.
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir);
    return /postgres/.test(execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}

/** Starts the postgres program apart from us: neither Ctrl-C in our terminal nor our own death ends it. */
export function launch(cluster: Cluster, port: number, settings?: Record<string, string>): Launched {
  const { dataDir, user, binaries } = cluster;
  const logFile = join(dirname(dataDir), 'postgres.log');
  const start = prepareLog(logFile);
  const log = openSync(logFile, 'a', 0o600);
  // Root serves a person's clone too, and that person's next start has to write here again.
  if (user) fchownSync(log, user.uid, user.gid);
  const args = ['-D', dataDir, ...settingArguments(port, settings)];
  const child = spawn(binaries.postgres, args, { ...spawnAs(user), detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  let failure = '';
  child.on('error', (error) => (failure = error.message));
  return {
    port,
    hasExited: () => failure !== '' || child.exitCode !== null || child.signalCode !== null,
    said: () => failure + readFileSync(logFile).subarray(start).toString('utf8'),
    end: () => void child.kill('SIGINT'),
  };
}

// PostgreSQL's own words stay at hand without ever filling the disk: one earlier file is kept.
function prepareLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= LOG_LIMIT_BYTES) return size;
  renameSync(file, `${file}.1`);
  return 0;
}

/** A free port of 127.0.0.1: the preferred one when nobody has it, else one that the system picks. */
export async function freePort(preferred = 0): Promise<number> {
  return (await listenOnce(preferred)) ?? (await listenOnce(0)) ?? preferred;
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}
