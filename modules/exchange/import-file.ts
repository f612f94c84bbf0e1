import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportReading, ImportView } from '@shuke/contract';
import { inRead, inTx, type Ctx } from '@shuke/db';
import { must, newId, ok, type Refusal, type Result } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import type { ImportRefusal } from './errors.ts';
import { importView } from './import-view.ts';
import * as store from './import-store.ts';
import { settledReading } from './resolve-mapping.ts';
import { runImport } from './run-import.ts';
import type { ImportProgress } from './stage/attempt.ts';

export interface ImportFile extends ImportReading {
  readonly path: string;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** Imports a file of this machine in this process, from start to end. Importing a file twice changes nothing. */
export async function importFile(
  ctx: Ctx,
  { path, preset, mapping, onProgress }: ImportFile,
): Promise<Result<ImportView, ImportRefusal | Refusal<'idempotency_key_reused'>>> {
  const merchant = await inRead(ctx, merchantSettings);
  const reading = await settledReading(path, { preset, mapping }, merchant);
  if (!reading.ok) return reading;
  const { size } = await stat(path);
  const importId = newId();
  const { preset: found, mapping: full } = reading.value;
  const made = await inTx<null, never>(ctx, {}, async (tx) => {
    await store.insertImport(tx, { importId, fileName: basename(path), bytesTotal: size, createdBy: ctx.actor.id });
    await store.markStarted(tx, { importId, kind: full.kind, preset: found, mapping: full });
    return ok(null);
  });
  if (!made.ok) return made;
  const run = await runImport(ctx, { importId, path, onProgress });
  if (!run.ok) return run;
  return ok(importView(must(await inRead(ctx, (tx) => store.findImport(tx, importId)), 'an import stays')));
}
