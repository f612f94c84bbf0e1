import { hintsOf } from '@shuke/customer';
import { inRead, type Ctx } from '@shuke/db';

/** Customers with the last characters by which staff tell them apart; hints are personal and stand in PostgreSQL alone. */
export async function withHints<T extends { readonly customerId: string }>(
  ctx: Ctx,
  items: readonly T[],
): Promise<(T & { hint: string | null })[]> {
  if (items.length === 0) return [];
  const ids = items.map(({ customerId }) => customerId);
  const hints = await inRead(ctx, (tx) => hintsOf(tx, ids));
  return items.map((item) => ({ ...item, hint: hints.get(item.customerId) ?? null }));
}
