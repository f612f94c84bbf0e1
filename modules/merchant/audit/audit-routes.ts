import { AuditHead, AuditPage, AuditQuery } from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { auditHead, auditPage } from './audit-queries.ts';

export const auditRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/audit',
    summary: 'Who did what with people, keys and roles, the oldest entry first',
    access: 'audit:read',
    query: AuditQuery,
    answer: AuditPage,
    handle: (ctx, { query }) => auditPage(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/v1/audit/head',
    summary: 'The end of the audit, to be kept elsewhere as a proof',
    access: 'audit:read',
    answer: AuditHead,
    handle: (ctx) => auditHead(ctx),
  }),
];
