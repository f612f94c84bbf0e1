import type { PaymentDifferencesQuery, PaymentDifferenceView } from '@shuke/contract';
import { inRead, type Ctx } from '@shuke/db';
import { formatMinor } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { ACTIONS, isPossible } from './difference.ts';
import { differencePage, type Difference } from './difference-store.ts';

const PAGE = 50;

/** Where bills and books differ, the newest first. */
export async function listDifferences(ctx: Ctx, query: PaymentDifferencesQuery) {
  const { after = null, open = null, limit = PAGE } = query;
  return inRead(ctx, async (tx) => {
    const { currency } = await merchantSettings(tx);
    const rows = await differencePage(tx, { after, isOpen: open, rows: limit + 1 });
    const items = rows.slice(0, limit).map((row) => viewOf(row, currency));
    return { items, next: rows.length > limit ? items.at(-1)!.differenceId : null };
  });
}

function viewOf(difference: Difference, currency: string): PaymentDifferenceView {
  const { oursMinor, theirsMinor, createdAt, ...same } = difference;
  const money = (minor: number | null): string | null => (minor === null ? null : formatMinor(minor, currency));
  const possible = ACTIONS.filter((action) => isPossible(action, difference));
  return { ...same, possible, ours: money(oursMinor), theirs: money(theirsMinor), createdAt: createdAt.toISOString() };
}
