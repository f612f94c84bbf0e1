import { inTx, rowsChanged, type Ctx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import type { KeyReused, TemplateNotFound } from './errors.ts';
import { setActive } from './template-store.ts';

export interface SetTemplateActive {
  readonly templateId: string;
  readonly active: boolean;
}

/** Switches a template on or off. Off, it gives no new coupons; those that guests hold stay good, for they were promised. */
export function setTemplateActive(
  ctx: Ctx,
  cmd: SetTemplateActive,
): Promise<Result<null, TemplateNotFound | KeyReused>> {
  return inTx(ctx, {}, async (tx) => {
    if (!(await setActive(tx, cmd.templateId, cmd.active))) return refuse('coupon_template_not_found');
    await rowsChanged(tx, 'pub_coupon_template', [cmd.templateId]);
    return ok(null);
  });
}
