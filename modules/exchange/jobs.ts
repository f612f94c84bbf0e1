import { enqueue, inRead, inTx, systemCtx, type Ctx, type Job, type Services, type Tx } from '@shuke/db';
import { DAY_MS, ok } from '@shuke/kernel';
import { forEachMerchant } from '@shuke/merchant';
import * as store from './import-store.ts';
import { runImport, SILENT_MS } from './run-import.ts';
import { RUN_IMPORT, type RunImportPayload } from './start-import.ts';
import { forgetUploads, uploadPath, type Uploads } from './upload.ts';

/** How long a file that was sent is kept, for a second try and for looking up rejected rows. */
const UPLOAD_KEPT_MS = 7 * DAY_MS;

/** The jobs of imports. */
export const exchangeJobs = (uploads: Uploads): Job<never>[] => [
  {
    name: RUN_IMPORT,
    run: async (services: Services, { merchantId, importId }: RunImportPayload, stopping?: AbortSignal) => {
      const ctx = systemCtx(services, merchantId, RUN_IMPORT);
      // A refusal stands in the import itself, where people look; only what may pass later is thrown, and tried again.
      await runImport(ctx, { importId, path: uploadPath(uploads, importId), stopping });
    },
  },
  {
    name: 'exchange.resume_imports',
    schedule: '* * * * *',
    run: async (services: Services) => {
      await resumeImports(services, SILENT_MS);
    },
  },
  {
    name: 'exchange.forget_uploads',
    schedule: '41 3 * * *',
    run: async (services: Services) => {
      await forgetUploads(uploads, new Date(services.clock.now().getTime() - UPLOAD_KEPT_MS));
    },
  },
];

/**
 * Enqueues again the imports whose process may have died: those not heard of for `silentMs`, each for the moment at which
 * another may take it over. A server that starts asks for all, with 0, for it may have been the one that died; the job
 * above finds each minute what another server left. A queue alone would wait hours for the dead. Answers how many.
 */
export async function resumeImports(services: Services, silentMs = 0): Promise<number> {
  let resumed = 0;
  await forEachMerchant(services, async (ctx: Ctx) => {
    const silentSince = new Date(ctx.clock.now().getTime() - silentMs);
    const silent = await inRead(ctx, (tx) => store.silentImports(tx, silentSince));
    if (silent.length === 0) return;
    await inTx(ctx, {}, async (tx) => {
      for (const one of silent) await enqueueAgain(tx, one);
      return ok(null);
    });
    resumed += silent.length;
  });
  return resumed;
}

function enqueueAgain(tx: Tx, { import_id: importId, heard_at }: store.SilentImport): Promise<void> {
  const payload: RunImportPayload = { merchantId: tx.merchantId, importId };
  const runAt = new Date(Math.max(tx.now.getTime(), (heard_at?.getTime() ?? 0) + SILENT_MS));
  return enqueue(tx, { name: RUN_IMPORT, payload, jobKey: `${RUN_IMPORT}:${importId}`, runAt });
}
