import type { PaymentAlerts } from '@shuke/contract';
import { inRead, type Ctx } from '@shuke/db';
import { recentAlerts } from './alert-store.ts';

// Each alert stands for all of its repeats, so that more than these are another day's work.
const MOST = 100;

/** The hundred things that were told last and not believed. */
export async function listAlerts(ctx: Ctx): Promise<PaymentAlerts> {
  const alerts = await inRead(ctx, (tx) => recentAlerts(tx, MOST));
  const items = alerts.map(({ firstAt, lastAt, ...alert }) => ({
    ...alert,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
  }));
  return { items };
}
