import { inRead, sql, type Ctx } from '@shuke/db';

/** One transfer of a statement, as its holder sees it. */
export interface StatementLine {
  readonly transactionId: string;
  readonly leg: number;
  readonly purpose: string;
  readonly referenceId: string;
  /** The holder's account, and the other one of the transfer. */
  readonly account: string;
  readonly counterAccount: string;
  readonly asset: string;
  /** Above zero for what came in. */
  readonly change: number;
  /** The day from which the lot cannot be spent; null where there is none or it never ends. */
  readonly lotUntil: string | null;
  readonly postedAt: Date;
}

export interface StatementQuery {
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit?: number;
}

export interface Statement {
  readonly items: readonly StatementLine[];
  readonly next: string | null;
}

const PAGE = 50;

/** A page of the transfers of a customer or a card, the newest first. */
export async function statementOf(ctx: Ctx, holderId: string, page: StatementQuery = {}): Promise<Statement> {
  const { after, limit = PAGE } = page;
  const [transactionId = null, leg = null] = after?.split('.') ?? [];
  const rows = await inRead(ctx, (tx) =>
    tx.many<StatementLine>(sql`
      select transaction_id as "transactionId", leg, purpose, reference_id as "referenceId",
             case when debit_owner = holder_id then debit_account else credit_account end as account,
             case when debit_owner = holder_id then credit_account else debit_account end as "counterAccount",
             asset, case when debit_owner = holder_id then -amount else amount end as change,
             case when isfinite(lot_until) then lot_until::text end as "lotUntil", posted_at as "postedAt"
        from ledger_transfer
       where merchant_id = ${tx.merchantId} and holder_id = ${holderId}
         and (${transactionId}::uuid is null or (transaction_id, leg) < (${transactionId}::uuid, ${leg}::smallint))
       order by transaction_id desc, leg desc
       limit ${limit + 1}`),
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? `${last.transactionId}.${last.leg}` : null };
}
