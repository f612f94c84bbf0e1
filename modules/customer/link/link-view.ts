import type { AmbiguousSpendView, LinkView } from '@shuke/contract';
import { formatMinor, isCurrency } from '@shuke/kernel';
import type { Ambiguous } from './cross-spend.ts';
import type { Link } from './link.ts';

export const linkView = ({ linkedAt, unlinkedAt, ...link }: Link): LinkView => ({
  ...link,
  linkedAt: linkedAt.toISOString(),
  unlinkedAt: unlinkedAt?.toISOString() ?? null,
});

export const ambiguousView = (spend: Ambiguous): AmbiguousSpendView => ({
  orderId: spend.orderId,
  shownCustomerId: spend.shownCustomerId,
  holderCustomerId: spend.holderCustomerId,
  kind: spend.kind,
  ownerId: spend.ownerId,
  asset: spend.asset,
  amount: isCurrency(spend.asset) ? formatMinor(spend.amount, spend.asset) : String(spend.amount),
  compensated: spend.kind !== 'coupon',
});
