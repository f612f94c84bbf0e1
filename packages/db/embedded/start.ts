import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@shuke/kernel';
import { findBinaries } from './binaries.ts';
import { ensureCluster, type Cluster } from './cluster.ts';
import { makeFolder } from './data-dir.ts';
import { keepUp, type KeptUp, type Watch } from './keep-up.ts';
import { takeLease, type Lease } from './lease.ts';
import { findPostmaster, freePort, launch, type Launched } from './postmaster.ts';
import { postgresUser } from './system-user.ts';

export interface EmbeddedPostgresOptions {
  /** Where the data lies or shall lie; see `embeddedDataDir`. Password, port and log are kept beside it. */
  dataDir: string;
  /** A fixed port; without it a free one is picked once and kept while it stays free. */
  port?: number;
  /** Settings of postgresql.conf that replace ours. They act when this call starts the server, not when it finds it running. */
  settings?: Record<string, string>;
  /** The bin folder of another PostgreSQL (15 or later) than the one from npm. */
  binDir?: string;
  onProgress?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** The superuser's URL of the database `postgres`. It holds a password: never log it. */
  url: string;
  port: number;
  /** As PostgreSQL says it, such as 18.4. */
  version: string;
  /**
   * From now on starts the server again, on the same port, when it ends without being asked to: a bounded number of times.
   * Comes true when that was in vain, with why.
   */
  keepUp: (log: Watch['log']) => Promise<Fault>;
  /** Shuts the server down (fast: open transactions roll back) and waits, unless another process still uses it. */
  stop: () => Promise<void>;
}

// Recovery after a kill replays at most max_wal_size of log, which a slow disk does in less.
const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 60_000;
const POLL_MS = 10;
// Backends of a killed server that are in the middle of a statement notice within moments that it is gone.
const ORPHAN_WAIT_MS = 200;

/**
 * Starts PostgreSQL on a data folder, made on the first call, or joins the one that runs there already, as after our own
 * process was killed. Throws a `Fault` with PostgreSQL's own words when it cannot.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const onProgress = options.onProgress ?? (() => undefined);
  const user = postgresUser(options.dataDir);
  makeFolder(dirname(resolve(options.dataDir)), user);
  const dataDir = join(realpathSync(dirname(resolve(options.dataDir))), basename(options.dataDir));
  const binaries = await findBinaries(options.binDir, user);
  const cluster = await ensureCluster({ dataDir, user, binaries }, onProgress);
  const { port, lease } = await joinOrLaunch(cluster, { ...options, onProgress });
  let kept: KeptUp | undefined;
  let stopping: Promise<void> | undefined;
  const end = async (): Promise<void> => stop(dataDir, kept ? await kept.stop() : lease);
  return {
    url: superuserUrl(cluster, port),
    port,
    version: lease.version,
    keepUp: (log) => {
      const restart = (): Promise<Lease> => startAgain(cluster, { ...options, port, onProgress });
      return (kept ??= keepUp(lease, { log, restart })).lost;
    },
    stop: () => (stopping ??= end()),
  };
}

const superuserUrl = (cluster: Cluster, port: number) =>
  `postgres://postgres:${cluster.password}@127.0.0.1:${port}/postgres`;

type StartOptions = EmbeddedPostgresOptions & { onProgress: (line: string) => void };

/** Starts or joins the server at the port that everybody's connections name. */
async function startAgain(cluster: Cluster, options: StartOptions & { port: number }): Promise<Lease> {
  const { port, lease } = await joinOrLaunch(cluster, options);
  if (port === options.port) return lease;
  await lease.close();
  throw new Fault(`another program started PostgreSQL at port ${port}; here it is known at ${options.port}`);
}

async function joinOrLaunch(cluster: Cluster, options: StartOptions): Promise<{ port: number; lease: Lease }> {
  const started = Date.now();
  let launched: Launched | undefined;
  let hasWarned = false;
  // A server that we cannot use is not left running behind the error.
  const giveBack = (error: unknown): never => {
    launched?.end();
    throw error;
  };
  while (Date.now() - started < START_LIMIT_MS) {
    const running = findPostmaster(cluster.dataDir);
    const lease = running?.isReady ? await takeLease(superuserUrl(cluster, running.port)).catch(giveBack) : null;
    if (running && lease) {
      writeFileSync(portFile(cluster), String(running.port));
      return { port: running.port, lease };
    }
    if (!running && (!launched || launched.hasExited())) {
      if (launched) await reconsider(launched, options);
      launched = launch(cluster, await pickPort(cluster, options.port, launched), options.settings);
    }
    if (!hasWarned && Date.now() - started > 3_000) {
      hasWarned = true;
      options.onProgress(
        'PostgreSQL is still starting: it recovers what was written before it was stopped the hard way',
      );
    }
    await sleep(POLL_MS);
  }
  throw new Fault(
    `PostgreSQL did not start within ${START_LIMIT_MS / 1000} s. It said:\n${launched?.said() ?? 'nothing'}`,
  );
}

// Three things pass by themselves: a port that somebody just took, a start at the same time as ours, and orphans.
async function reconsider(launched: Launched, options: EmbeddedPostgresOptions): Promise<void> {
  const said = launched.said();
  const isPortTaken = /could not (bind|create any TCP\/IP)/.test(said);
  if (isPortTaken && options.port === undefined) return;
  if (!/lock file .* already exists|shared memory block/.test(said)) {
    throw new Fault(`PostgreSQL could not start. It said:\n${said.trim().split('\n').slice(-12).join('\n')}`);
  }
  await sleep(ORPHAN_WAIT_MS);
}

async function pickPort(cluster: Cluster, fixed: number | undefined, failed: Launched | undefined): Promise<number> {
  if (fixed !== undefined) return fixed;
  const file = portFile(cluster);
  const remembered = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  return freePort(remembered === failed?.port ? 0 : remembered);
}

const portFile = (cluster: Cluster) => join(dirname(cluster.dataDir), 'port');

async function stop(dataDir: string, lease: Lease): Promise<void> {
  const isLast = await lease.giveUp();
  const running = isLast ? findPostmaster(dataDir) : null;
  if (running) process.kill(running.pid, 'SIGINT');
  // Closed only now: while it is open, its exclusive claim keeps others from joining a server that goes down.
  await lease.close();
  const started = Date.now();
  while (running && findPostmaster(dataDir)?.pid === running.pid) {
    if (Date.now() - started > STOP_LIMIT_MS)
      throw new Fault(`PostgreSQL did not stop within ${STOP_LIMIT_MS / 1000} s`);
    await sleep(POLL_MS);
  }
}
