import { headerOf, openMany, sealingKey, sealMany, sql, type Tx } from '@shuke/db';
import type { Resealer } from '@shuke/merchant';
import { ACCOUNT_SECRETS } from './account/account-store.ts';
import { CONTENT_PURPOSE, PAYER_PURPOSE, STEP_PURPOSE } from './charge/payment-store.ts';

interface Sealed {
  readonly id: string;
  readonly columns: readonly (Buffer | null)[];
}

interface Resealed {
  readonly id: string;
  readonly former: readonly (Buffer | null)[];
  readonly anew: readonly (Buffer | null)[];
}

interface Table {
  readonly name: string;
  /** Of each sealed column. */
  readonly purposes: readonly string[];
  readonly read: (tx: Tx, after: string, limit: number) => Promise<Sealed[]>;
  readonly replace: (tx: Tx, rows: readonly Resealed[]) => Promise<number>;
}

const NO_ID = '00000000-0000-0000-0000-000000000000';

const resealerOf = ({ name, purposes, read, replace }: Table): Resealer => ({
  name,
  async page(tx, after, limit) {
    const rows = await read(tx, after ?? NO_ID, limit);
    const { version } = await sealingKey(tx);
    const isFormer = (one: Buffer | null): boolean => one !== null && headerOf(one)?.version !== version;
    const former = rows.filter(({ columns }) => columns.some(isFormer));
    const anew = await Promise.all(purposes.map((purpose, i) => sealedAnew(tx, purpose, columnOf(former, i))));
    const done =
      former.length === 0
        ? 0
        : await replace(
            tx,
            former.map(({ id, columns }, row) => ({ id, former: columns, anew: anew.map((column) => column[row]!) })),
          );
    return { next: rows.length < limit ? null : rows.at(-1)!.id, done };
  },
});

const columnOf = (rows: readonly Sealed[], i: number): (Buffer | null)[] =>
  rows.map(({ columns }) => columns[i] ?? null);

async function sealedAnew(tx: Tx, purpose: string, sealed: readonly (Buffer | null)[]): Promise<(Buffer | null)[]> {
  const there = sealed.filter((one) => one !== null);
  const anew = (await sealMany(tx, purpose, await openMany(tx, purpose, there))).values();
  return sealed.map((one) => (one === null ? null : anew.next().value!));
}

const account: Table = {
  name: 'payment_account',
  purposes: [ACCOUNT_SECRETS],
  read: async (tx, after, limit) => {
    const rows = await tx.many<{ id: string; secrets: Buffer }>(sql`
      select account_id as id, secrets from payment_account
       where merchant_id = ${tx.merchantId} and account_id > ${after} order by account_id limit ${limit}`);
    return rows.map(({ id, secrets }) => ({ id, columns: [secrets] }));
  },
  replace: (tx, rows) =>
    tx.run(sql`
      update payment_account a set secrets = n.anew
        from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.former[0])}::bytea[],
                    ${rows.map((r) => r.anew[0])}::bytea[]) as n (id, former, anew)
       where a.merchant_id = ${tx.merchantId} and a.account_id = n.id and a.secrets = n.former`),
};

const payment: Table = {
  name: 'payment',
  purposes: [CONTENT_PURPOSE, STEP_PURPOSE, PAYER_PURPOSE],
  read: async (tx, after, limit) => {
    type Row = { id: string; content: Buffer | null; step: Buffer | null; payer: Buffer | null };
    const rows = await tx.many<Row>(sql`
      select payment_id as id, content, guest_step as step, payer from payment
       where merchant_id = ${tx.merchantId} and payment_id > ${after}
         and (content is not null or guest_step is not null or payer is not null)
       order by payment_id limit ${limit}`);
    return rows.map(({ id, content, step, payer }) => ({ id, columns: [content, step, payer] }));
  },
  // What has changed or was forgotten meanwhile is left as it is.
  replace: (tx, rows) =>
    tx.run(sql`
      update payment p set content = n.content, guest_step = n.step, payer = n.payer
        from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.former[0])}::bytea[],
                    ${rows.map((r) => r.former[1])}::bytea[], ${rows.map((r) => r.former[2])}::bytea[],
                    ${rows.map((r) => r.anew[0])}::bytea[], ${rows.map((r) => r.anew[1])}::bytea[],
                    ${rows.map((r) => r.anew[2])}::bytea[])
               as n (id, former_content, former_step, former_payer, content, step, payer)
       where p.merchant_id = ${tx.merchantId} and p.payment_id = n.id
         and p.content is not distinct from n.former_content and p.guest_step is not distinct from n.former_step
         and p.payer is not distinct from n.former_payer`),
};

/** Everything of payments that stands under the merchant's data key. */
export const paymentResealers: readonly Resealer[] = [account, payment].map(resealerOf);
