import { removeFile } from './fill.ts';
import type { Engine } from './engine.ts';

export interface Rewrite {
  readonly engine: Engine;
  readonly database: string;
  /** Where the new file is made, and the name to attach it by. */
  readonly path: string;
  readonly newDatabase: string;
}

/**
 * Writes what a copy holds into a new file. Deleted rows stay in the pages of a file until others are written over them, so this
 * is how somebody who was erased leaves it. Nobody may write meanwhile.
 */
export async function rewriteCopy({ engine, database, path, newDatabase }: Rewrite): Promise<void> {
  await removeFile(path);
  await engine.attach(path, newDatabase);
  const duck = await engine.connect();
  try {
    await duck.run(`copy from database ${database} to ${newDatabase}`);
    await duck.run(`update ${newDatabase}.copy_state set rewrite_due = false`);
    await duck.run(`force checkpoint ${newDatabase}`);
  } finally {
    duck.closeSync();
    await engine.detach(newDatabase);
  }
}
