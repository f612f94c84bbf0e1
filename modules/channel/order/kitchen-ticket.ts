import { formatQuantityMilli, localTime, type KitchenTicket } from '@shuke/order';
import { CHANNEL_LABELS } from '../labels.ts';
import type { KnownOrder, StoredOrder } from './order-store.ts';

interface At {
  readonly store: string;
  readonly zone: string;
  readonly remark: string;
}

/** What the kitchen needs of a platform's order; the guest's name and address are none of it. */
export function kitchenTicketOf(
  { channel, platformNo, known }: StoredOrder & { readonly known: KnownOrder },
  { store, zone, remark }: At,
): KitchenTicket {
  const { dayNo, source, placedAt, content } = known;
  return {
    kind: 'kitchen',
    heading: `${CHANNEL_LABELS[channel]} #${dayNo ?? platformNo.slice(-6)}`,
    store,
    source,
    at: localTime(placedAt, zone),
    wantedAt: content.wantedAt === null ? null : localTime(new Date(content.wantedAt), zone),
    lines: content.lines.map(({ name, quantityMilli, choices }) => ({
      name,
      quantity: formatQuantityMilli(quantityMilli),
      choices,
    })),
    remark: remark === '' ? null : remark,
  };
}
