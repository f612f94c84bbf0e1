import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '@shuke/kernel';

/** The account that PostgreSQL runs as when we are root, which it refuses to be itself. */
export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

const READ = 4;
const ENTER = 1;

/** Whether this process is root, hence has to hand PostgreSQL to another account. */
export const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * The account to run PostgreSQL as, or null when it is simply ours. Data that exists keeps its owner, so that a clone
 * which a person first used without root still opens when root starts it.
 */
export function postgresUser(dataDir: string): SystemUser | null {
  if (!isRoot()) return null;
  const owner = statSync(dataDir, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n').map(parseAccount);
  const account = accounts.find((a) => a?.name === 'postgres') ?? accounts.find((a) => a?.name === 'nobody');
  if (!account) throw new Fault('PostgreSQL cannot run as root, and /etc/passwd lists neither postgres nor nobody');
  return account;
}

function parseAccount(line: string): SystemUser | null {
  const [name, , uid, gid] = line.split(':');
  // macOS writes nobody as -2; the system calls take it as unsigned.
  return name && uid && gid ? { name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 } : null;
}

/** Whether an account may read a file or folder and enter every folder above it. A path not made yet counts by its parents. */
export function canReach(path: string, user: SystemUser): boolean {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry && !allows(entry, user, entry.isDirectory() ? READ | ENTER : READ)) return false;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const parent = statSync(folder, { throwIfNoEntry: false });
    if (parent && !allows(parent, user, ENTER)) return false;
    if (folder === dirname(folder)) return true;
  }
}

function allows(entry: { mode: number; uid: number; gid: number }, user: SystemUser, bits: number): boolean {
  const shift = entry.uid === user.uid ? 6 : entry.gid === user.gid ? 3 : 0;
  return ((entry.mode >> shift) & bits) === bits;
}

/** What spawn needs to run as an account, from a folder that every account can enter and without our environment. */
export function spawnAs(user: SystemUser | null): { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv } {
  // PGDATA, PGPORT, LD_LIBRARY_PATH and the like of the caller would lead the binaries astray.
  const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  return user ? { uid: user.uid, gid: user.gid, cwd: '/', env } : { cwd: '/', env };
}
