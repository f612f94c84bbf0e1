import { inTx, rowsChanged, type Ctx } from '@shuke/db';
import { newId, ok, refuse, type Result } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { onBudget } from './accounts.ts';
import type { KeyReused, TemplateRefusal } from './errors.ts';
import { postAll } from './posting.ts';
import { fundsOf } from './template-figures.ts';
import { templateFault } from './template-rules.ts';
import { insertTemplate } from './template-store.ts';
import { completed, type TemplateDraft } from './template.ts';

export interface CreateTemplate {
  readonly key: string;
  readonly draft: TemplateDraft;
}

/**
 * Creates a coupon template, active at once, and funds its budget. Refused where its terms contradict each other or could
 * never apply.
 */
export function createTemplate(
  ctx: Ctx,
  { key, draft }: CreateTemplate,
): Promise<Result<{ templateId: string }, TemplateRefusal | KeyReused>> {
  return inTx(ctx, { key, input: draft, storeRefusals: true }, async (tx) => {
    const fault = templateFault(draft, tx.now);
    if (fault) return refuse('coupon_template_invalid', fault);
    const { currency } = await merchantSettings(tx);
    const template = { ...completed(draft), templateId: newId(), currency };
    await insertTemplate(tx, template);
    await rowsChanged(tx, 'pub_coupon_template', [template.templateId]);
    const funds = fundsOf(tx, template);
    const steps = onBudget(funds, template.budgetMinor ?? 0);
    await postAll(tx, [{ purpose: 'coupon.budgeted', referenceId: funds.templateId, funds, steps }]);
    return ok({ templateId: template.templateId });
  });
}
