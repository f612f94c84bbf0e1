import * as contract from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { ASK_REFUSALS } from '../ask-refusals.ts';
import { addToBill } from './add-to-bill.ts';
import { getBill, listOpenBills, quoteBill } from './bill-queries.ts';
import { changeBill } from './change-bill.ts';
import { mergeBills } from './merge-bills.ts';
import { openBill } from './open-bill.ts';
import { splitBill } from './split-bill.ts';
import { voidBill } from './void-bill.ts';

const AS_READ = ['bill_not_found', 'bill_not_open', 'bill_changed', 'idempotency_key_reused'] as const;
const LINES = ['order_too_many_lines', 'order_quantity_out_of_range'] as const;

const reads: Route[] = [
  route({
    method: 'GET',
    url: '/v1/bills',
    summary: 'Open bills and held sales, the oldest first',
    access: 'order:read',
    query: contract.BillsQuery,
    answer: contract.pageOf(contract.BillSummary),
    refusals: ['order_store_unknown', 'order_store_not_yours'],
    handle: (ctx, { query }) => listOpenBills(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/v1/bills/:billId',
    summary: 'One bill with its lines; also how a held sale is recalled',
    access: 'order:read',
    params: contract.BillParams,
    answer: contract.BillView,
    refusals: ['bill_not_found'],
    handle: (ctx, { params }) => getBill(ctx, params.billId),
  }),
  route({
    method: 'POST',
    url: '/v1/bills/:billId/quote',
    summary: 'Price an open bill as a checkout of it would',
    access: 'order:read',
    params: contract.BillParams,
    body: contract.BillQuoteRequest,
    answer: contract.Quote,
    refusals: [...ASK_REFUSALS, 'suggestions_too_many', 'bill_not_found', 'bill_not_open', 'bill_empty'],
    handle: (ctx, { params, body }) => quoteBill(ctx, { ...body, ...params }),
  }),
];

const writes: Route[] = [
  route({
    method: 'POST',
    url: '/v1/bills',
    summary: "Open a table's bill, or hold a sale of the counter",
    access: 'order:write',
    keyed: true,
    body: contract.NewBill,
    answer: contract.BillView,
    status: 201,
    refusals: [
      ...LINES,
      ...(['order_store_unknown', 'order_store_not_yours', 'store_closed', 'unknown_sku'] as const),
      ...(['customer_not_found', 'idempotency_key_reused'] as const),
    ],
    handle: (ctx, { key, body }) => openBill(ctx, { key, bill: body }),
  }),
  route({
    method: 'POST',
    url: '/v1/bills/:billId/lines',
    summary: 'Add goods to an open bill, whatever others have added meanwhile',
    access: 'order:write',
    keyed: true,
    params: contract.BillParams,
    body: contract.BillAddition,
    answer: contract.BillView,
    refusals: ['bill_not_found', 'bill_not_open', 'idempotency_key_reused', ...LINES, 'unknown_sku'],
    handle: (ctx, { key, params, body }) => addToBill(ctx, { key, ...params, addition: body }),
  }),
  route({
    method: 'PATCH',
    url: '/v1/bills/:billId',
    summary: 'Change an open bill as it was read: its lines, its label or its customer',
    access: 'order:write',
    keyed: true,
    params: contract.BillParams,
    body: contract.BillChange,
    answer: contract.BillView,
    refusals: [...AS_READ, ...LINES, 'bill_line_missing', 'unknown_sku', 'customer_not_found'],
    handle: (ctx, { key, params, body }) => changeBill(ctx, { key, ...params, change: body }),
  }),
  route({
    method: 'POST',
    url: '/v1/bills/:billId/split',
    summary: 'Move goods of an open bill to a new one, to be paid by itself',
    access: 'order:write',
    keyed: true,
    params: contract.BillParams,
    body: contract.BillSplit,
    answer: contract.BillsSplit,
    status: 201,
    refusals: [...AS_READ, ...LINES, 'bill_line_missing'],
    handle: (ctx, { key, params, body }) => splitBill(ctx, { key, ...params, split: body }),
  }),
  route({
    method: 'POST',
    url: '/v1/bills/:billId/merge',
    summary: 'Put other open bills of the store onto this one',
    access: 'order:write',
    keyed: true,
    params: contract.BillParams,
    body: contract.BillMerge,
    answer: contract.BillView,
    refusals: [...AS_READ, ...LINES, 'bill_named_twice'],
    handle: (ctx, { key, params, body }) => mergeBills(ctx, { key, ...params, merge: body }),
  }),
  route({
    method: 'POST',
    url: '/v1/bills/:billId/void',
    summary: 'Give an open bill up unpaid, with the reason',
    access: 'order:write',
    keyed: true,
    params: contract.BillParams,
    body: contract.BillVoid,
    answer: contract.BillView,
    refusals: AS_READ,
    handle: (ctx, { key, params, body }) => voidBill(ctx, { key, ...params, ...body }),
  }),
];

export const billRoutes: Route[] = [...reads, ...writes];
