import * as contract from '@shuke/contract';
import { inRead } from '@shuke/db';
import { route, type Route } from '@shuke/http';
import { ok } from '@shuke/kernel';
import type { ConsentEntry } from './consent.ts';
import { currentWordings, getConsents, type ConsentLedger } from './consent-queries.ts';
import { recordConsent } from './record-consent.ts';
import { setWording } from './set-wording.ts';

const ONE = '/v1/customers/:customerId';
const RECORD_REFUSALS = ['customer_not_found', 'consent_time_invalid', 'idempotency_key_reused'] as const;

/** Consent of one person, and what people are asked. */
export const consentRoutes: Route[] = [
  route({
    method: 'GET',
    url: `${ONE}/consents`,
    summary: 'What a customer agrees to, now or at an instant, and the entries that led there',
    access: 'consent:read',
    params: contract.CustomerParams,
    query: contract.ConsentQuery,
    answer: contract.ConsentLedgerView,
    refusals: ['customer_not_found'],
    handle: async (ctx, { params, query: { asOf } }) => {
      const found = await getConsents(ctx, { ...params, asOf: asOf === undefined ? undefined : new Date(asOf) });
      return found.ok ? ok(ledgerView(found.value)) : found;
    },
  }),
  route({
    method: 'POST',
    url: `${ONE}/consents`,
    summary: 'Record that a customer agrees to a purpose on a channel, in the words that they were shown',
    access: 'consent:write',
    keyed: true,
    params: contract.CustomerParams,
    body: contract.NewConsent,
    answer: contract.ConsentRecorded,
    status: 201,
    refusals: [...RECORD_REFUSALS, 'consent_wording_unknown'],
    handle: (ctx, { key, params, body: { wordingVersion: version, language, ...said } }) =>
      recordConsent(ctx, { key, said: { ...params, ...saidOf(said), granted: true, wording: { version, language } } }),
  }),
  route({
    method: 'POST',
    url: `${ONE}/withdrawals`,
    summary: 'Record that a customer takes a consent back; it acts at once',
    access: 'consent:write',
    keyed: true,
    params: contract.CustomerParams,
    body: contract.NewWithdrawal,
    answer: contract.ConsentRecorded,
    status: 201,
    refusals: RECORD_REFUSALS,
    handle: (ctx, { key, params, body }) =>
      recordConsent(ctx, { key, said: { ...params, ...saidOf(body), granted: false, wording: null } }),
  }),
  route({
    method: 'GET',
    url: '/v1/consent-wordings',
    summary: 'What people are asked to agree to now, in both languages',
    access: 'consent:read',
    answer: contract.ConsentWordingsView,
    handle: async (ctx) => ok({ items: await inRead(ctx, currentWordings) }),
  }),
  route({
    method: 'PUT',
    url: '/v1/consent-wordings',
    summary: 'Set what people are asked from now on, as the next version of the purpose',
    access: 'merchant:write',
    keyed: true,
    body: contract.NewConsentWording,
    answer: contract.ConsentWordingSet,
    refusals: ['idempotency_key_reused'],
    handle: (ctx, { key, body }) => setWording(ctx, { key, ...body }),
  }),
];

interface SaidOnWire {
  readonly purpose: contract.ConsentPurpose;
  readonly channel: contract.ConsentChannel;
  readonly source: contract.ConsentSource;
  readonly at?: string;
  readonly touchpointId?: string;
}

const saidOf = ({ at, touchpointId = '', ...said }: SaidOnWire) => ({
  ...said,
  at: at === undefined ? null : new Date(at),
  touchpointId: touchpointId || null,
});

const ledgerView = ({ asOf, live, entries }: ConsentLedger): contract.ConsentLedgerView => ({
  asOf: asOf.toISOString(),
  live: [...live],
  entries: entries.map(entryView),
});

const entryView = ({ granted, wording, at, recordedAt, by, ...entry }: ConsentEntry) => ({
  ...entry,
  state: granted ? ('granted' as const) : ('withdrawn' as const),
  wordingVersion: wording?.version ?? null,
  language: wording?.language ?? null,
  at: at.toISOString(),
  recordedAt: recordedAt.toISOString(),
  recordedBy: by,
});
