import { Type, type Static } from 'typebox';
import { Day, Id, Instant } from '../wire.ts';

type Schema = Parameters<typeof Type.Array>[0];
const orNull = <T extends Schema>(type: T) => Type.Union([type, Type.Null()]);

const Asset = Type.String({
  description: 'A currency by ISO 4217, or units of a programme or a stamp card: points:ID, stamp:ID',
});
const AccountName = Type.String({ description: "An account of the ledger's chart, such as stored_value" });
export const LedgerAmount = Type.String({
  pattern: '^-?\\d{1,16}(\\.\\d{1,3})?$',
  description: 'Decimal string: money in its currency, other assets in whole units',
});
const Month = Type.String({ pattern: '^\\d{4}-\\d\\d$', description: 'YYYY-MM' });

/** The period of a report; the 30 days that end today unless told. */
export const LedgerPeriodQuery = Type.Object(
  { from: Type.Optional(Day), to: Type.Optional(Day) },
  { additionalProperties: false },
);
export const LedgerLiabilityQuery = Type.Object(
  { from: Type.Optional(Day), asOf: Type.Optional(Day) },
  { additionalProperties: false },
);

const flows = {
  issued: LedgerAmount,
  used: LedgerAmount,
  expired: Type.String({ ...LedgerAmount, description: 'What ended unspent: breakage' }),
};

/** What the merchant owes its guests; opening + issued − used − expired = outstanding. */
export const LedgerLiabilityView = Type.Object({
  from: Day,
  asOf: Day,
  accounts: Type.Array(
    Type.Object({
      account: AccountName,
      asset: Asset,
      opening: LedgerAmount,
      ...flows,
      outstanding: LedgerAmount,
      endings: Type.Array(
        Type.Object(
          { month: orNull(Month), amount: LedgerAmount },
          { description: 'By the month of the last day on which it can be spent; null never ends' },
        ),
      ),
      months: Type.Array(Type.Object({ month: Month, ...flows })),
    }),
  ),
});
export type LedgerLiabilityView = Static<typeof LedgerLiabilityView>;

/** Who holds the stored money that guests paid in, and who served for it; opening + owed + added − taken = closing. */
export const LedgerClearingView = Type.Object({
  from: Day,
  to: Day,
  assets: Type.Array(
    Type.Object({
      asset: Asset,
      opening: LedgerAmount,
      added: LedgerAmount,
      taken: LedgerAmount,
      closing: LedgerAmount,
      stores: Type.Array(
        Type.Object({
          storeId: Id,
          received: LedgerAmount,
          paidBack: LedgerAmount,
          redeemed: LedgerAmount,
          refunded: LedgerAmount,
          owed: Type.String({ ...LedgerAmount, description: 'To the pool; below zero, by the pool to the store' }),
        }),
      ),
    }),
  ),
});
export type LedgerClearingView = Static<typeof LedgerClearingView>;

export const LedgerHolderParams = Type.Object({ holderId: Id });
export const LedgerStatementQuery = Type.Object(
  {
    after: Type.Optional(
      Type.String({
        pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.\\d{1,4}$',
        description: '`next` of the page before',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  { additionalProperties: false },
);

/** A transfer as it stands on its holder's statement. */
export const LedgerStatementLine = Type.Object({
  transactionId: Id,
  leg: Type.Integer({ minimum: 0 }),
  purpose: Type.String(),
  referenceId: Id,
  account: AccountName,
  counterAccount: AccountName,
  asset: Asset,
  change: Type.String({ ...LedgerAmount, description: 'Above zero for what came in' }),
  lotUntil: orNull(Type.String({ format: 'date', description: 'The first day on which it can no longer be spent' })),
  postedAt: Instant,
});
export type LedgerStatementLine = Static<typeof LedgerStatementLine>;

/** What does not add up, by a stable code; no finding is a pass. */
export const LedgerVerificationView = Type.Object({
  verifiedAt: Instant,
  transfers: Type.Integer({ minimum: 0 }),
  balances: Type.Integer({ minimum: 0 }),
  snapshots: Type.Integer({ minimum: 0 }),
  findings: Type.Array(
    Type.Object({
      code: Type.String(),
      facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()])),
    }),
  ),
});
export type LedgerVerificationView = Static<typeof LedgerVerificationView>;
