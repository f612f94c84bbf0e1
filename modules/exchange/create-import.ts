import type { Readable } from 'node:stream';
import type { ImportView } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { must, newId, ok, type Refusal, type Result } from '@shuke/kernel';
import { importView } from './import-view.ts';
import * as store from './import-store.ts';
import { keepUpload, type Uploads } from './upload.ts';

export interface CreateImport {
  readonly fileName: string;
  readonly upload: Readable;
}

/** Takes a file for an import, to be previewed and started. Nothing of it is read yet. */
export async function createImport(
  ctx: Ctx,
  uploads: Uploads,
  { fileName, upload }: CreateImport,
): Promise<Result<ImportView, Refusal<'request_too_large' | 'import_file_empty' | 'idempotency_key_reused'>>> {
  const importId = newId();
  const kept = await keepUpload(uploads, importId, upload);
  if (!kept.ok) return kept;
  return inTx(ctx, {}, async (tx) => {
    await store.insertImport(tx, { importId, fileName, bytesTotal: kept.value, createdBy: ctx.actor.id });
    return ok(importView(must(await store.findImport(tx, importId), 'the import that was just made is there')));
  });
}
