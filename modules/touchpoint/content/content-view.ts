import type { ContentRuleView } from '@shuke/contract';
import { inRead, type Ctx } from '@shuke/db';
import type { ContentRule } from './content.ts';
import { rulePage } from './content-store.ts';

export const ruleView = (rule: ContentRule): ContentRuleView => ({
  ...rule,
  validFrom: rule.validFrom.toISOString(),
  validUntil: rule.validUntil?.toISOString() ?? null,
  createdAt: rule.createdAt.toISOString(),
});

interface Page {
  after?: string | undefined;
  limit?: number | undefined;
}

/** All content, in the order in which it was made. */
export async function listContent(
  ctx: Ctx,
  { after = '00000000-0000-0000-0000-000000000000', limit = 50 }: Page,
): Promise<{ items: ContentRuleView[]; next: string | null }> {
  const rows = await inRead(ctx, (tx) => rulePage(tx, { after, limit: limit + 1 }));
  const items = rows.slice(0, limit).map(ruleView);
  return { items, next: rows.length > limit ? items.at(-1)!.ruleId : null };
}
