import { inTx, type Ctx } from '@shuke/db';
import { newId, ok, refuse, type Result } from '@shuke/kernel';
import type { KeyReused, TemplateRefusal } from './errors.ts';
import { insertTemplate } from './template-store.ts';
import { templateFault, type TemplateDraft } from './template.ts';

export interface CreateTemplate {
  readonly key: string;
  readonly draft: TemplateDraft;
}

/** Creates a coupon template, active at once. Refused where its terms contradict each other or could never apply. */
export function createTemplate(
  ctx: Ctx,
  { key, draft }: CreateTemplate,
): Promise<Result<{ templateId: string }, TemplateRefusal | KeyReused>> {
  return inTx(ctx, { key, input: draft, storeRefusals: true }, async (tx) => {
    const fault = templateFault(draft, tx.now);
    if (fault) return refuse('coupon_template_invalid', fault);
    const templateId = newId();
    await insertTemplate(tx, { ...draft, templateId });
    return ok({ templateId });
  });
}
