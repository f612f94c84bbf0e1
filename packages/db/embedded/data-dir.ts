import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { canReach, isRoot, postgresUser, type SystemUser } from './system-user.ts';

/** Where root keeps what another account has to reach while the clone lies in a folder closed to it, such as /root. */
export const SHARED_FOLDER = '/var/lib/shuke';

/**
 * Decides where the PostgreSQL of a home folder, such as a clone's `.shuke`, keeps its data: in `<name>/data` there, or in a
 * folder below /var/lib/shuke when we are root and the account that PostgreSQL runs as cannot enter the home.
 */
export function embeddedDataDir(home: string, name = 'postgres'): string {
  mkdirSync(home, { recursive: true });
  const place = realpathSync(home);
  const inside = join(place, name, 'data');
  if (!isRoot()) return inside;
  const outside = join(SHARED_FOLDER, homeKey(place), name, 'data');
  // Data once made outside is kept in sight when somebody later opens the folders above the home.
  if (existsSync(outside)) return outside;
  const user = postgresUser(inside);
  return user && !canReach(inside, user) ? outside : inside;
}

// The path alone would give a clone that replaces a deleted one its old database, so the home's own mark is hashed too.
function homeKey(home: string): string {
  const id = readOrCreate(join(home, 'clone-id'), () => randomBytes(8).toString('hex'));
  return createHash('sha256').update(`${home}\n${id}`).digest('hex').slice(0, 16);
}

/** Reads a private file, or writes it first; of several processes at once the first one's content is everybody's. */
export function readOrCreate(file: string, content: () => string): string {
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, content(), { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (error) {
      if (!existsSync(file)) throw error;
    } finally {
      rmSync(draft);
    }
  }
  return readFileSync(file, 'utf8').trim();
}

/** Makes a folder and, for another account, opens what was made to it whatever our umask is. */
export function makeFolder(folder: string, user: SystemUser | null): void {
  const first = mkdirSync(folder, { recursive: true });
  if (!first || !user) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) chmodSync(made, 0o755);
}
