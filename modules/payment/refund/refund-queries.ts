import { inRead, type Ctx } from '@shuke/db';
import { formatMinor } from '@shuke/kernel';
import { failedRefunds } from './refund-store.ts';

const PAGE = 50;

export interface PageQuery {
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

/** Refunds that somebody has to see to, the newest first. */
export async function listFailedRefunds(ctx: Ctx, { after, limit = PAGE }: PageQuery) {
  const rows = await inRead(ctx, (tx) => failedRefunds(tx, { after: after ?? null, rows: limit + 1 }));
  const items = rows.slice(0, limit).map((refund) => ({
    refundId: refund.refundId,
    paymentId: refund.paymentId,
    accountId: refund.accountId,
    amount: formatMinor(refund.amountMinor, refund.currency),
    providerCode: refund.providerCode,
    proposed: 'retry' as const,
    createdAt: refund.createdAt.toISOString(),
  }));
  return { items, next: rows.length > limit ? items.at(-1)!.refundId : null };
}
