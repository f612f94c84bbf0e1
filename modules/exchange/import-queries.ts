import type { ImportView } from '@shuke/contract';
import { inRead, type Ctx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { importView } from './import-view.ts';
import * as store from './import-store.ts';

type NotFound = Refusal<'import_not_found'>;

/** One import, with how far it is. */
export async function getImport(ctx: Ctx, importId: string): Promise<Result<ImportView, NotFound>> {
  const row = await inRead(ctx, (tx) => store.findImport(tx, importId));
  return row ? ok(importView(row)) : refuse('import_not_found', { importId });
}

export interface ImportsPage {
  readonly items: ImportView[];
  readonly next: string | null;
}

const DEFAULT_LIMIT = 20;
/** Sorts behind every id. */
const BEHIND_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** A page of imports, the newest first. */
export async function listImports(ctx: Ctx, query: { after?: string; limit?: number }): Promise<ImportsPage> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const rows = await inRead(ctx, (tx) => store.importsBefore(tx, query.after ?? BEHIND_ALL, limit + 1));
  const items = rows.slice(0, limit).map(importView);
  return { items, next: rows.length > limit ? items.at(-1)!.importId : null };
}
