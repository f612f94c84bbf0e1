import { access } from 'node:fs/promises';
import type { ImportReading, ImportView } from '@shuke/contract';
import { enqueue, inRead, inTx, type Ctx } from '@shuke/db';
import { must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import type { ImportRefusal, RunRefusal } from './errors.ts';
import { importView } from './import-view.ts';
import * as store from './import-store.ts';
import { settledReading } from './resolve-mapping.ts';
import { uploadPath, type Uploads } from './upload.ts';

/** The name of the job that runs an import, and what it is given. */
export const RUN_IMPORT = 'exchange.run_import';

export interface RunImportPayload {
  readonly merchantId: string;
  readonly importId: string;
}

export interface StartImport {
  readonly key: string;
  readonly importId: string;
  readonly reading: ImportReading;
}

type StartRefusal = ImportRefusal | Refusal<'idempotency_key_reused'>;

/**
 * Starts an import: how the file is read is settled and kept, and a job works on it. A failed import may be started
 * again, in another way too; what it posted stays.
 */
export async function startImport(
  ctx: Ctx,
  uploads: Uploads,
  { key, importId, reading: given }: StartImport,
): Promise<Result<ImportView, StartRefusal>> {
  const found = await findUpload(ctx, uploads, importId);
  if (!found.ok) return found;
  const merchant = await inRead(ctx, merchantSettings);
  const reading = await settledReading(found.value, given, merchant);
  if (!reading.ok) return reading;
  const { preset, mapping } = reading.value;
  return inTx<ImportView, RunRefusal>(ctx, { key, input: { importId, ...given } }, async (tx) => {
    const started = await store.markStarted(tx, { importId, kind: mapping.kind, preset, mapping });
    const row = must(await store.findImport(tx, importId), 'an import that has a file is there');
    if (started === 0) return refuse(row.status === 'done' ? 'import_ended' : 'import_running', { importId });
    const payload: RunImportPayload = { merchantId: ctx.actor.merchantId, importId };
    await enqueue(tx, { name: RUN_IMPORT, payload, jobKey: `${RUN_IMPORT}:${importId}` });
    return ok(importView(row));
  });
}

/** The file that was sent for an import, or why there is none. */
export async function findUpload(
  ctx: Ctx,
  uploads: Uploads,
  importId: string,
): Promise<Result<string, Refusal<'import_not_found' | 'import_file_gone'>>> {
  const row = await inRead(ctx, (tx) => store.findImport(tx, importId));
  if (!row) return refuse('import_not_found', { importId });
  const path = uploadPath(uploads, importId);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  return isThere ? ok(path) : refuse('import_file_gone', { importId });
}
