import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Fault } from '@shuke/kernel';
import type { Binaries } from './binaries.ts';
import { makeFolder, readOrCreate } from './data-dir.ts';
import { canReach, spawnAs, type SystemUser } from './system-user.ts';

/** A data folder with the account and the binaries that serve it. */
export interface Cluster {
  dataDir: string;
  user: SystemUser | null;
  binaries: Binaries;
  password: string;
}

/** Makes the data folder with initdb unless it exists, and reads its superuser's password. */
export async function ensureCluster(target: Omit<Cluster, 'password'>, onProgress: (line: string) => void) {
  const { dataDir, user, binaries } = target;
  const folder = dirname(dataDir);
  makeFolder(folder, user);
  if (user && !canReach(folder, user)) throw new Fault(`the account ${user.name} of PostgreSQL cannot enter ${folder}`);
  const passwordFile = join(folder, 'superuser-password');
  const isNew = !existsSync(dataDir) || isEmpty(dataDir);
  if (!isNew) checkExisting(target, passwordFile);
  const password = readOrCreate(passwordFile, () => randomBytes(24).toString('base64url'));
  if (isNew) {
    onProgress(`Creating a PostgreSQL ${binaries.major} database in ${dataDir}`);
    await initialise({ ...target, password });
  }
  return { ...target, password };
}

function isEmpty(dataDir: string): boolean {
  try {
    return readdirSync(dataDir).length === 0;
  } catch (cause) {
    throw new Fault(`The database in ${dataDir} belongs to another account: start as that one, or as root.`, { cause });
  }
}

function checkExisting({ dataDir, binaries }: Omit<Cluster, 'password'>, passwordFile: string): void {
  if (!existsSync(passwordFile)) {
    throw new Fault(
      `${passwordFile} is gone, and with it the way into the database in ${dataDir}. Put it back, or move the data away to start afresh.`,
    );
  }
  const major = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  if (major !== String(binaries.major)) {
    throw new Fault(
      `The database in ${dataDir} was made by PostgreSQL ${major}; this is ${binaries.major}. Export it with the release that made it.`,
    );
  }
}

// initdb works in a draft that is renamed when whole, so that neither a kill nor a second start leaves half a database.
async function initialise({ dataDir, user, binaries, password }: Cluster): Promise<void> {
  const draft = mkdtempSync(`${dataDir}.new-`);
  const passwordCopy = `${draft}.password`;
  writeFileSync(passwordCopy, password, { mode: 0o600 });
  if (user) for (const path of [draft, passwordCopy]) chownSync(path, user.uid, user.gid);
  const options = [
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--data-checksums',
    '--no-instructions',
  ];
  const args = [...options, ...localeArguments(binaries.major), `--pwfile=${passwordCopy}`, `--pgdata=${draft}`];
  try {
    await promisify(execFile)(binaries.initdb, args, spawnAs(user));
    renameSync(draft, dataDir);
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(join(dataDir, 'PG_VERSION'))) throw new Fault(`initdb failed: ${String(cause)}`, { cause });
  } finally {
    rmSync(passwordCopy, { force: true });
  }
}

// The built-in provider of 17 and later sorts by code point and knows the case of all letters on every system alike.
function localeArguments(major: number): string[] {
  if (major >= 17) return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  return [process.platform === 'linux' ? '--locale=C.UTF-8' : '--locale=C'];
}
