import { MINUTE_MS } from '@shuke/kernel';
import type { Visit } from './visits.ts';

/** An order of somebody whose device is known. */
export interface VisitOrder {
  readonly visitor: string;
  readonly storeId: string;
  readonly atMs: number;
  readonly amountMinor: number;
}

export interface Spend {
  readonly orders: number;
  readonly amountMinor: number;
}

/** Who pays may be seen first or last a little before or after. */
const SLACK_MS = 10 * MINUTE_MS;

/** What was spent on visits, each order once: on the first of its visitor's that it falls into. */
export function spendOf(visits: Iterable<Visit>, orders: readonly VisitOrder[]): Spend {
  const byVisitor = Map.groupBy(orders, ({ visitor, storeId }) => `${storeId} ${visitor}`);
  const counted = new Set<VisitOrder>();
  for (const visit of visits) {
    for (const order of byVisitor.get(`${visit.storeId} ${visit.visitor}`) ?? []) {
      if (order.atMs >= visit.fromMs - SLACK_MS && order.atMs <= visit.untilMs + SLACK_MS) counted.add(order);
    }
  }
  return { orders: counted.size, amountMinor: [...counted].reduce((sum, { amountMinor }) => sum + amountMinor, 0) };
}
