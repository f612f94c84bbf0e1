/** How far a platform's order is. It only goes on: of two tellings the further one counts, in whatever sequence they come. */
export const ORDER_STATUSES = ['new', 'accepted', 'ready', 'delivering', 'done', 'cancelled'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** Whatever else was said, a cancelled order is cancelled. */
export const further = (one: OrderStatus, other: OrderStatus): OrderStatus =>
  ORDER_STATUSES.indexOf(one) >= ORDER_STATUSES.indexOf(other) ? one : other;

export const isPast = (status: OrderStatus, step: OrderStatus): boolean =>
  ORDER_STATUSES.indexOf(status) >= ORDER_STATUSES.indexOf(step);

/** The shop has taken it on, or the platform says so. */
export const isTaken = (status: OrderStatus): boolean => status !== 'cancelled' && isPast(status, 'accepted');

export const isOver = (status: OrderStatus): boolean => status === 'done' || status === 'cancelled';

export const REFUND_STATUSES = ['asked', 'declined', 'agreed', 'done'] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

/**
 * A refund goes on alike. That it was agreed to counts over that it was declined: the platform's own decision may follow the
 * merchant's, and never the other way round.
 */
export const furtherRefund = (one: RefundStatus, other: RefundStatus): RefundStatus =>
  REFUND_STATUSES.indexOf(one) >= REFUND_STATUSES.indexOf(other) ? one : other;

/** Money has gone back, or will: what the books have to show. */
export const isRefunded = (status: RefundStatus): boolean => status === 'agreed' || status === 'done';
