export { recordOrder, type RecordOrder } from './record-order.ts';
export { recordMany, type Recorded } from './record-many.ts';
export { getOrder, listOrders, type OrdersQuery } from './order-queries.ts';
export {
  contentHashOf,
  MAX_LINES,
  whyNotLines,
  type OrderContent,
  type OrderCoupon,
  type OrderLine,
  type OrderRow,
  type OrderTotals,
} from './order.ts';
export type { OrderLimitRefusal, OrderNotFound, OrderRefReused, ReceiptRefusal } from './errors.ts';
export { checkOut, quote } from './checkout/check-out.ts';
export { refundOrder, type RefundOrder } from './refund/refund-order.ts';
export { recordRefund } from './refund/record-refund.ts';
export { queueTickets } from './print/queue-tickets.ts';
export { localTime } from './print/ticket-queries.ts';
export type { KitchenTicket } from './print/ticket.ts';
export { kitchenFollower } from './print/kitchen-follower.ts';
export { printJobs } from './print/jobs.ts';
export { ticketResealer } from './print/ticket-resealer.ts';
export { orderVerifier } from './verify-orders.ts';
export { orderRoutes } from './routes.ts';
export { settlementFollower } from './pay/settle-payments.ts';
export { startPayment } from './pay/start-payment.ts';
export { postStagedOrders, rejectedOrders, unpostedOrders, type StagedOrders } from './post-staged-orders.ts';
export { formatQuantityMilli } from './order.ts';
export { NOTE_PURPOSE } from './note.ts';
