import { Readable } from 'node:stream';
import { ClaimedTickets, ClaimTickets, OrderParams, PrintJobParams, TicketQuery } from '@shuke/contract';
import { route, type Download, type Route } from '@shuke/http';
import { ok, type Result } from '@shuke/kernel';
import { claimTickets } from './claim-tickets.ts';
import { finishTicket } from './finish-ticket.ts';
import { escposOf, svgOf } from './render.ts';
import type { Ticket, TicketLanguage, TicketWidth } from './ticket.ts';
import { kitchenTicketOf, receiptOf } from './ticket-queries.ts';

interface Asked {
  readonly format?: 'svg' | 'escpos';
  readonly width?: TicketWidth;
  readonly language?: TicketLanguage;
}

function printed<R extends Result<Ticket, never> | Result<Ticket, { code: string }>>(found: R, asked: Asked) {
  if (!found.ok) return found;
  const { format = 'svg', width = 80, language = 'zh' } = asked;
  const paper = { width, language };
  return ok<Download>(
    format === 'svg'
      ? {
          stream: Readable.from([svgOf(found.value, paper)]),
          fileName: `${found.value.kind}.svg`,
          type: 'image/svg+xml',
        }
      : {
          stream: Readable.from([escposOf(found.value, paper)]),
          fileName: `${found.value.kind}.bin`,
          type: 'application/octet-stream',
        },
  );
}
export const printRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/orders/:orderId/receipt',
    summary: 'The receipt of an order as a picture, or as bytes for a printer',
    access: 'order:read',
    params: OrderParams,
    query: TicketQuery,
    downloads: 'image/svg+xml',
    refusals: ['order_not_found'],
    handle: async (ctx, { params, query }) => printed(await receiptOf(ctx, params.orderId), query),
  }),
  route({
    method: 'GET',
    url: '/v1/orders/:orderId/kitchen-ticket',
    summary: "The kitchen's ticket of an order as a picture, or as bytes for a printer",
    access: 'order:read',
    params: OrderParams,
    query: TicketQuery,
    downloads: 'image/svg+xml',
    refusals: ['order_not_found'],
    handle: async (ctx, { params, query }) => printed(await kitchenTicketOf(ctx, params.orderId), query),
  }),
  route({
    method: 'POST',
    url: '/v1/print-jobs/claims',
    summary: 'Take tickets of a store to print, each for one printer at a time',
    access: 'order:write',
    body: ClaimTickets,
    answer: ClaimedTickets,
    refusals: ['order_store_unknown', 'order_store_not_yours'],
    handle: (ctx, { body }) => claimTickets(ctx, body),
  }),
  route({
    method: 'POST',
    url: '/v1/print-jobs/:jobId/acknowledgement',
    summary: 'A ticket that was claimed is printed',
    access: 'order:write',
    params: PrintJobParams,
    refusals: ['print_job_not_found', 'print_job_not_yours'],
    handle: (ctx, { params }) => finishTicket(ctx, params.jobId),
  }),
];
