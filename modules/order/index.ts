export { recordOrder, type RecordOrder } from './record-order.ts';
export { recordMany, type Recorded } from './record-many.ts';
export { getOrder, listOrders, type OrderPage, type OrdersQuery } from './order-queries.ts';
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
export { openBill } from './bill/open-bill.ts';
export { changeBill } from './bill/change-bill.ts';
export { splitBill } from './bill/split-bill.ts';
export { mergeBills } from './bill/merge-bills.ts';
export { voidBill } from './bill/void-bill.ts';
export { getBill, listOpenBills, quoteBill } from './bill/bill-queries.ts';
export { openShift } from './shift/open-shift.ts';
export { closeShift } from './shift/close-shift.ts';
export { listShifts, shiftReport } from './shift/shift-queries.ts';
export { orderRoutes } from './routes.ts';
export { postStagedOrders, rejectedOrders, unpostedOrders, type StagedOrders } from './post-staged-orders.ts';
export { formatQuantityMilli } from './order.ts';
