import { enqueue, inRead, inTx, systemCtx, type Ctx, type Job, type Services } from '@shuke/db';
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
    run: async (services: Services, { merchantId, importId }: RunImportPayload) => {
      const ctx = systemCtx(services, merchantId, RUN_IMPORT);
      // A refusal stands in the import itself, where people look; only what may pass later is thrown, and tried again.
      await runImport(ctx, { importId, path: uploadPath(uploads, importId) });
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
 * Enqueues again the imports whose process has died, as a server does when it starts; a queue alone would wait hours for
 * the dead. Answers how many.
 */
export async function resumeImports(services: Services): Promise<number> {
  let resumed = 0;
  await forEachMerchant(services, async (ctx: Ctx) => {
    const silentSince = new Date(ctx.clock.now().getTime() - SILENT_MS);
    const silent = await inRead(ctx, (tx) => store.silentImports(tx, silentSince));
    if (silent.length === 0) return;
    await inTx(ctx, {}, async (tx) => {
      for (const { import_id: importId } of silent) {
        const payload: RunImportPayload = { merchantId: ctx.actor.merchantId, importId };
        await enqueue(tx, { name: RUN_IMPORT, payload, jobKey: `${RUN_IMPORT}:${importId}` });
      }
      return ok(null);
    });
    resumed += silent.length;
  });
  return resumed;
}
