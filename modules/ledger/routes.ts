import * as contract from '@shuke/contract';
import { inRead, type Ctx, type Tx } from '@shuke/db';
import { route, type Route } from '@shuke/http';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { periodOf, type DayCount, type Period } from './calendar.ts';
import { clearingStatement } from './clearing-queries.ts';
import { liabilityReport } from './liability-queries.ts';
import { statementOf } from './statement-queries.ts';
import { verifyLedger } from './verify-ledger.ts';
import { countRows } from './transfer-checks-queries.ts';
import { clearingView, liabilityView, statementLineView } from './wire.ts';

/** How the merchant of a transaction counts its days. The ledger asks whoever puts the program together. */
export type DayCountOf = (tx: Tx) => Promise<DayCount>;

interface Asked {
  readonly from?: string;
  readonly to?: string;
}

type Understood = Result<{ period: Period; count: DayCount }, Refusal<'period_invalid'>>;

async function understood(ctx: Ctx, asked: Asked, dayCountOf: DayCountOf): Promise<Understood> {
  const count = await inRead(ctx, dayCountOf);
  const period = periodOf(asked, { now: ctx.clock.now(), count });
  return period.ok ? ok({ period: period.value, count }) : period;
}

const liability = (dayCountOf: DayCountOf): Route =>
  route({
    method: 'GET',
    url: '/v1/ledger/liability',
    summary: 'What guests hold as of a day, by the month in which it ends, with what was issued, used and expired',
    access: 'ledger:read',
    query: contract.LedgerLiabilityQuery,
    answer: contract.LedgerLiabilityView,
    refusals: ['period_invalid'],
    handle: async (ctx, { query: { from, asOf } }) => {
      const asked = await understood(ctx, { from, to: asOf }, dayCountOf);
      if (!asked.ok) return asked;
      const { period, count } = asked.value;
      const { timeZone, dayStartMinute } = count;
      return ok(liabilityView(await liabilityReport(ctx, { period, timeZone, dayStartMinute }), period));
    },
  });

const clearing = (dayCountOf: DayCountOf): Route =>
  route({
    method: 'GET',
    url: '/v1/ledger/clearing',
    summary: 'What each store took in of stored money and served for in a period, and what it owes or is owed',
    access: 'ledger:read',
    query: contract.LedgerPeriodQuery,
    answer: contract.LedgerClearingView,
    refusals: ['period_invalid'],
    handle: async (ctx, { query }) => {
      const asked = await understood(ctx, query, dayCountOf);
      if (!asked.ok) return asked;
      return ok(clearingView(await clearingStatement(ctx, asked.value.period), asked.value.period));
    },
  });

const statement = route({
  method: 'GET',
  url: '/v1/ledger/holders/:holderId/transfers',
  summary: 'The statement of a customer or a card: its transfers, the newest first',
  access: 'ledger:read',
  params: contract.LedgerHolderParams,
  query: contract.LedgerStatementQuery,
  answer: contract.pageOf(contract.LedgerStatementLine),
  refusals: ['ledger_holder_not_found'],
  handle: async (ctx, { params, query }) => {
    const { items, next } = await statementOf(ctx, params.holderId, query);
    if (items.length === 0 && query.after === undefined) return refuse('ledger_holder_not_found');
    return ok({ items: items.map(statementLineView), next });
  },
});

const verification = route({
  method: 'GET',
  url: '/v1/ledger/verification',
  summary: 'Check the whole ledger against the replay of its transfers; reads every transfer',
  access: 'ledger:read',
  answer: contract.LedgerVerificationView,
  handle: async (ctx) => {
    const findings = await verifyLedger(ctx);
    const verifiedAt = ctx.clock.now().toISOString();
    return ok({ verifiedAt, ...(await inRead(ctx, countRows)), findings });
  },
});

/** The reports and the verification over HTTP, in days as `dayCountOf` says that the merchant counts them. */
export const ledgerRoutes = ({ dayCountOf }: { dayCountOf: DayCountOf }): Route[] => [
  liability(dayCountOf),
  clearing(dayCountOf),
  statement,
  verification,
];
