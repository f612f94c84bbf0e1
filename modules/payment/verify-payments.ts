import { inRead, sql, type Tx } from '@shuke/db';
import { balancesOf, type AccountName, type Finding, type Verifier } from '@shuke/ledger';

/** What `shuke verify` runs: what providers owe, what is due back and what waits, by the payments and by the ledger. */
export const paymentVerifier: Verifier = {
  name: 'payment',
  says: 'payments, refunds and fees equal what the ledger says that providers owe, guests are due and stores wait to sell',
  run: (ctx) => inRead(ctx, findFaults),
  count: (ctx) => inRead(ctx, countRows),
};

export interface PaymentFinding extends Finding {
  readonly code: 'payment_ledger_differs' | 'payment_refund_exceeds';
}

interface Expected {
  readonly owner: string;
  readonly account: AccountName;
  readonly asset: string;
  /** Credits less debits. */
  readonly balance: number;
}

interface AccountSums {
  readonly owner: string;
  readonly asset: string;
  readonly receivable: number;
  readonly due: number;
  readonly fees: number;
}

/** By account with a provider: captured less paid back less fees is owed by it; what was promised and not paid is due back. */
const byAccount = (tx: Tx): Promise<AccountSums[]> =>
  tx.many(sql`
    with moved as (
      select account_id, currency, amount_minor as captured, 0::bigint as promised, 0::bigint as paid, 0::bigint as fees
        from payment where merchant_id = ${tx.merchantId} and status = 'captured'
      union all
      select r.account_id, p.currency, 0, r.amount_minor,
             case r.status when 'refunded' then r.amount_minor else 0 end, 0
        from payment_refund r
        join payment p on p.merchant_id = r.merchant_id and p.payment_id = r.payment_id
       where r.merchant_id = ${tx.merchantId}
      union all
      select account_id, currency, 0, 0, 0, fee_minor
        from payment_bill_line where merchant_id = ${tx.merchantId}
    )
    select account_id as owner, currency as asset, sum(captured) - sum(paid) - sum(fees) as receivable,
           sum(promised) - sum(paid) as due, sum(fees) as fees
      from moved
     group by account_id, currency`);

/** By store: what was captured and has come neither to an order nor back. */
const byStore = (tx: Tx): Promise<{ owner: string; asset: string; waiting: number }[]> =>
  tx.many(sql`
    select store_id as owner, currency as asset,
           coalesce(sum(amount_minor) filter (where order_id is null and unsettled_for is null), 0) as waiting
      from payment
     where merchant_id = ${tx.merchantId} and status = 'captured'
     group by store_id, currency`);

async function findFaults(tx: Tx): Promise<PaymentFinding[]> {
  const [accounts, stores] = [await byAccount(tx), await byStore(tx)];
  const expected: Expected[] = [
    ...accounts.flatMap(({ owner, asset, receivable, due, fees }) => [
      { owner, asset, account: 'gateway_receivable' as const, balance: 0 - receivable },
      { owner, asset, account: 'refunds_due' as const, balance: due },
      { owner, asset, account: 'gateway_fees' as const, balance: 0 - fees },
    ]),
    ...stores.map(({ owner, asset, waiting }) => ({ owner, asset, account: 'guest_funds' as const, balance: waiting })),
  ];
  const actual = expected.length === 0 ? [] : await balancesOf(tx, expected);
  const differs = expected.flatMap(({ balance, owner, account, asset }, i): PaymentFinding[] => {
    const ledger = actual[i] ?? 0;
    const facts = { owner, account, asset, payments: balance, ledger };
    return ledger === balance ? [] : [{ code: 'payment_ledger_differs', facts }];
  });
  return [...differs, ...(await exceeding(tx))];
}

/** Payments of which other amounts go back than they say themselves, or more than they were. */
async function exceeding(tx: Tx): Promise<PaymentFinding[]> {
  const rows = await tx.many<{ paymentId: string }>(sql`
    select p.payment_id as "paymentId"
      from payment p
      left join payment_refund r on r.merchant_id = p.merchant_id and r.payment_id = p.payment_id
     where p.merchant_id = ${tx.merchantId}
     group by p.payment_id, p.refunding_minor, p.amount_minor
    having coalesce(sum(r.amount_minor), 0) <> p.refunding_minor or p.refunding_minor > p.amount_minor
     limit 100`);
  return rows.map(({ paymentId }) => ({ code: 'payment_refund_exceeds', facts: { paymentId } }));
}

const countRows = (tx: Tx): Promise<Record<string, number>> =>
  tx.one<Record<string, number>>(sql`
    select (select count(*) from payment where merchant_id = ${tx.merchantId}) as payments,
           (select count(*) from payment_refund where merchant_id = ${tx.merchantId}) as "paymentRefunds"`);
