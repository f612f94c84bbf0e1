import { inRead, inTx, systemCtx, type Ctx, type Services } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import { claimFromAddress, merchantOfCode } from '@shuke/merchant';
import { readCode } from './code.ts';
import type { CodeRefusal } from './errors.ts';
import { countRefusal } from './happening-store.ts';
import { readCodeRow } from './touchpoint-store.ts';
import type { Touchpoint } from './touchpoint.ts';

/** Wrong codes from one address within a quarter of an hour: a worn poster gives a few, a guesser ends here. */
export const WRONG_CODE_LIMIT = 30;

export interface OpenedCode {
  /** Acts for the merchant whose code it is. */
  readonly ctx: Ctx;
  readonly touchpoint: Touchpoint;
}

/**
 * Finds whose a scanned code is. A forged one is refused without a look into the database; wrong ones are counted by
 * address, over all processes, and the right ones of a house with many guests are not.
 */
export async function openCode(
  services: Services,
  { code, address }: { code: string; address: string },
): Promise<Result<OpenedCode, CodeRefusal>> {
  const plain = readCode(services.vault, code);
  const merchantId = plain === null ? null : await merchantOfCode(services, plain);
  if (plain === null || merchantId === null) return wrongCode(services, address);
  const ctx = systemCtx(services, merchantId);
  const row = await inRead(ctx, (tx) => readCodeRow(tx, plain));
  if (!row) return wrongCode(services, address);
  const { expiresAt, ...touchpoint } = row;
  const isOver = expiresAt !== null && expiresAt <= services.clock.now();
  if (!isOver && touchpoint.active) return ok({ ctx, touchpoint });
  await noteRefusal(ctx, 'touchpoint_code_expired');
  return refuse('touchpoint_code_expired');
}

async function wrongCode(services: Services, address: string): Promise<Result<never, CodeRefusal>> {
  const claimed = await claimFromAddress(services, { purpose: 'touchpoint code', address, limit: WRONG_CODE_LIMIT });
  const code = claimed.ok ? 'touchpoint_code_invalid' : 'touchpoint_codes_guessed';
  // Nobody's code names no merchant, so it is counted in the log and the metrics of the route alone.
  services.log.warn({ code }, 'a guest was refused');
  return claimed.ok ? refuse('touchpoint_code_invalid') : refuse('touchpoint_codes_guessed', claimed.refusal.facts);
}

/** Counts that a guest of this merchant was refused, by name. */
export async function noteRefusal(ctx: Ctx, code: string): Promise<void> {
  ctx.log.warn({ code, merchantId: ctx.actor.merchantId }, 'a guest was refused');
  await inTx(ctx, {}, async (tx) => ok(await countRefusal(tx, code)));
}
