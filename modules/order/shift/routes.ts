import * as contract from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { closeShift } from './close-shift.ts';
import { openShift } from './open-shift.ts';
import { listShifts, shiftReport } from './shift-queries.ts';

export const shiftRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/shifts',
    summary: 'Shifts, the newest first',
    access: 'order:read',
    query: contract.ShiftsQuery,
    answer: contract.pageOf(contract.ShiftView),
    refusals: ['order_store_unknown', 'order_store_not_yours'],
    handle: (ctx, { query }) => listShifts(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/v1/shifts',
    summary: 'Open a shift with a float in the drawer',
    access: 'order:write',
    keyed: true,
    body: contract.NewShift,
    answer: contract.ShiftView,
    status: 201,
    refusals: [
      ...(['order_store_unknown', 'order_store_not_yours', 'store_closed', 'shift_already_open'] as const),
      ...(['shift_amount_invalid', 'idempotency_key_reused'] as const),
    ],
    handle: (ctx, { key, body }) => openShift(ctx, { key, shift: body }),
  }),
  route({
    method: 'GET',
    url: '/v1/shifts/:shiftId',
    summary: 'What a shift sold, by source and by tender, and the cash that it should hold',
    access: 'order:read',
    params: contract.ShiftParams,
    answer: contract.ShiftReport,
    refusals: ['shift_not_found'],
    handle: (ctx, { params }) => shiftReport(ctx, params.shiftId),
  }),
  route({
    method: 'POST',
    url: '/v1/shifts/:shiftId/closing',
    summary: 'Close a shift with the cash that was counted, once what is being sold in it is done',
    access: 'order:write',
    keyed: true,
    params: contract.ShiftParams,
    body: contract.ShiftClosing,
    answer: contract.ShiftReport,
    refusals: ['shift_not_found', 'shift_closed', 'shift_amount_invalid', 'idempotency_key_reused'],
    handle: (ctx, { key, params, body }) => closeShift(ctx, { key, ...params, ...body }),
  }),
];
