import { inRead, sql, type Tx } from '@shuke/db';
import { countPostings, transfersOf, type Finding, type PostedTransfer, type Verifier } from '@shuke/ledger';
import { subsidyOf } from './amounts.ts';
import { SALE_PURPOSE } from './order/sale-posting.ts';

/** What `shuke verify` runs: each platform's sale and refund against what it posted, and none posted without one. */
export const channelVerifier: Verifier = {
  name: 'channel',
  says: "each platform's order and refund equals what it posted: sales, the platform's share and its commission",
  run: (ctx) => inRead(ctx, findFaults),
  count: (ctx) => inRead(ctx, countRows),
};

export interface ChannelFinding extends Finding {
  readonly code: 'channel_posting_differs' | 'channel_refund_exceeds' | 'channel_postings_without_order';
}

const PAGE = 1000;

interface SoldRow {
  readonly id: string;
  readonly payable: number;
  readonly platformDiscount: number;
  readonly commission: number;
  readonly backSales: number;
  readonly backCommission: number;
}

const soldPage = (tx: Tx, after: string | null): Promise<SoldRow[]> =>
  tx.many<SoldRow>(sql`
    select o.channel_order_id as id, o.payable_minor as payable, o.platform_discount_minor as "platformDiscount",
           o.commission_minor as commission,
           (select coalesce(sum(r.sales_minor), 0) from channel_refund r
             where r.merchant_id = o.merchant_id and r.channel_order_id = o.channel_order_id) as "backSales",
           (select coalesce(sum(r.commission_minor), 0) from channel_refund r
             where r.merchant_id = o.merchant_id and r.channel_order_id = o.channel_order_id) as "backCommission"
      from channel_order o
     where o.merchant_id = ${tx.merchantId} and o.order_id is not null
       and (${after}::uuid is null or o.channel_order_id > ${after}::uuid)
     order by o.channel_order_id
     limit ${PAGE}`);

async function findFaults(tx: Tx): Promise<ChannelFinding[]> {
  const found: ChannelFinding[] = [];
  let posted = 0;
  for (let after: string | null = null; ;) {
    const page: SoldRow[] = await soldPage(tx, after);
    const last = page.at(-1);
    if (!last) break;
    const transfers = Map.groupBy(
      await transfersOf(
        tx,
        page.map(({ id }) => id),
      ),
      ({ transactionId }) => transactionId,
    );
    found.push(...page.flatMap((row) => faultsOf(row, transfers.get(row.id) ?? [])));
    posted += transfers.size;
    after = last.id;
  }
  const strays = (await countPostings(tx, SALE_PURPOSE)) - posted;
  return strays === 0 ? found : [...found, { code: 'channel_postings_without_order', facts: { postings: strays } }];
}

function faultsOf(row: SoldRow, transfers: readonly PostedTransfer[]): ChannelFinding[] {
  const { id: channelOrderId, payable: payableMinor, platformDiscount: platformDiscountMinor, commission } = row;
  const facts = { channelOrderId };
  const credited = (account: string): number =>
    transfers.reduce((sum, one) => sum + (one.credit.account === account ? one.amount : 0), 0);
  const debited = (account: string): number =>
    transfers.reduce((sum, one) => sum + (one.debit.account === account ? one.amount : 0), 0);
  const differs =
    credited('sales') !== payableMinor ||
    debited('channel_subsidy') !== subsidyOf({ payableMinor, platformDiscountMinor }) ||
    debited('channel_commission') !== commission;
  const exceeds = row.backSales > payableMinor || row.backCommission > commission;
  return [
    ...(differs ? [{ code: 'channel_posting_differs' as const, facts }] : []),
    ...(exceeds ? [{ code: 'channel_refund_exceeds' as const, facts }] : []),
  ];
}

const countRows = (tx: Tx): Promise<Record<string, number>> =>
  tx.one<Record<string, number>>(sql`
    select (select count(*) from channel_order
             where merchant_id = ${tx.merchantId} and order_id is not null) as "channelOrders",
           (select count(*) from channel_refund
             where merchant_id = ${tx.merchantId} and refund_id is not null) as "channelRefunds"`);
