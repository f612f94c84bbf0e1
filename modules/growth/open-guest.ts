import type { Ctx, Services } from '@shuke/db';
import { ok, type Result } from '@shuke/kernel';
import { openCode, type CodeRefusal, type Touchpoint } from '@shuke/touchpoint';

/** What a guest's browser sends with everything. */
export interface Presented {
  readonly code: string;
  /** The device's cookie: random, and here known by its keyed hash alone. */
  readonly device: string;
  readonly address: string;
}

export interface Guest {
  readonly ctx: Ctx;
  readonly touchpoint: Touchpoint;
  readonly visitor: Buffer;
}

/** Finds where a guest is by the code, and which device it is, at this merchant alone. */
export async function openGuest(services: Services, presented: Presented): Promise<Result<Guest, CodeRefusal>> {
  const opened = await openCode(services, presented);
  if (!opened.ok) return opened;
  const { ctx, touchpoint } = opened.value;
  return ok({ ctx, touchpoint, visitor: ctx.vault.hash(ctx.actor.merchantId, 'device', presented.device) });
}
