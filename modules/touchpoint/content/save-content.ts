import type { ContentRuleChange, ContentRuleView, NewContentRule } from '@shuke/contract';
import { knownCustomers } from '@shuke/customer';
import { inTx, type Ctx, type Tx } from '@shuke/db';
import { newId, ok, refuse, type Result } from '@shuke/kernel';
import { readStore } from '@shuke/merchant';
import type { ContentRefusal, KeyReused } from '../errors.ts';
import { contentFault, type ContentRule } from './content.ts';
import { deleteRule, insertRule, lockRule, updateRule } from './content-store.ts';
import { ruleView } from './content-view.ts';

type Saved = Promise<Result<ContentRuleView, ContentRefusal | KeyReused>>;

/** Adds content to a slot for a scope of guests, shown from now on unless it says later. */
export function addContent(ctx: Ctx, { key, ...draft }: NewContentRule & { key: string }): Saved {
  return inTx<ContentRuleView, ContentRefusal>(ctx, { key, input: draft }, async (tx) => {
    const rule = newRule(draft, tx.now);
    const field = contentFault(rule);
    if (field) return refuse('content_invalid', { field });
    if (!(await isThere(tx, rule))) return refuse('not_found', { field: 'scopeRef' });
    await insertRule(tx, rule);
    return ok(ruleView(rule));
  });
}

const newRule = (draft: NewContentRule, now: Date): ContentRule => ({
  ruleId: newId(),
  slot: draft.slot,
  scope: draft.scope,
  scopeRef: draft.scopeRef ?? null,
  category: draft.category ?? null,
  priority: draft.priority ?? 0,
  content: draft.content,
  validFrom: draft.validFrom === undefined ? now : new Date(draft.validFrom),
  validUntil: draft.validUntil ? new Date(draft.validUntil) : null,
  active: true,
  createdAt: now,
});

/** Whether a store or a person of a rule is of this merchant; content for a brand or region of nobody just never shows. */
async function isThere(tx: Tx, { scope, scopeRef }: ContentRule): Promise<boolean> {
  if (scopeRef === null) return true;
  if (scope === 'store') return (await readStore(tx, scopeRef)) !== null;
  if (scope !== 'person') return true;
  return (await knownCustomers(tx, [{ merchantId: tx.merchantId, customerId: scopeRef }])).has(scopeRef);
}

/** Changes content; its slot and its scope stay. */
export function changeContent(ctx: Ctx, { ruleId, ...change }: ContentRuleChange & { ruleId: string }): Saved {
  return inTx<ContentRuleView, ContentRefusal>(ctx, {}, async (tx) => {
    const before = await lockRule(tx, ruleId);
    if (!before) return refuse('content_not_found', { ruleId });
    const { validFrom, validUntil, ...rest } = change;
    const after = {
      ...before,
      ...rest,
      validFrom: validFrom === undefined ? before.validFrom : new Date(validFrom),
      validUntil: validUntil === undefined ? before.validUntil : validUntil && new Date(validUntil),
    } as ContentRule;
    const field = contentFault(after);
    if (field) return refuse('content_invalid', { field });
    await updateRule(tx, after);
    return ok(ruleView(after));
  });
}

/** Takes content away for good. */
export const removeContent = (ctx: Ctx, ruleId: string): Promise<Result<null, ContentRefusal | KeyReused>> =>
  inTx<null, ContentRefusal>(ctx, {}, async (tx) =>
    (await deleteRule(tx, ruleId)) === 1 ? ok(null) : refuse('content_not_found', { ruleId }),
  );
