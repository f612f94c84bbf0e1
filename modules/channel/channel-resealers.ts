import { headerOf, openMany, sealingKey, sealMany, sql, type Tx } from '@shuke/db';
import type { Resealer } from '@shuke/merchant';
import { ACCOUNT_SECRETS } from './account/account-store.ts';
import { MINI_PROGRAM_SECRET } from './mini-program/account-store.ts';
import { IDENTITY_PURPOSE } from './mini-program/session-store.ts';
import { GUEST_PURPOSE } from './order/order-store.ts';
import { VOUCHER_PURPOSE } from './voucher/voucher-store.ts';

interface Sealed {
  readonly id: string;
  readonly sealed: Buffer;
}

interface Resealed {
  readonly id: string;
  readonly former: Buffer;
  readonly anew: Buffer;
}

interface Column {
  readonly name: string;
  readonly purpose: string;
  readonly read: (tx: Tx, after: string, limit: number) => Promise<Sealed[]>;
  readonly replace: (tx: Tx, rows: readonly Resealed[]) => Promise<number>;
}

const NO_ID = '00000000-0000-0000-0000-000000000000';

const resealerOf = ({ name, purpose, read, replace }: Column): Resealer => ({
  name,
  async page(tx, after, limit) {
    const rows = await read(tx, after ?? NO_ID, limit);
    const { version } = await sealingKey(tx);
    const former = rows.filter((row) => headerOf(row.sealed)?.version !== version);
    const texts = await openMany(
      tx,
      purpose,
      former.map((row) => row.sealed),
    );
    const anew = await sealMany(tx, purpose, texts);
    const done = await replace(
      tx,
      former.map((row, i) => ({ id: row.id, former: row.sealed, anew: anew[i]! })),
    );
    return { next: rows.length < limit ? null : rows.at(-1)!.id, done };
  },
});

const account: Column = {
  name: 'channel_account',
  purpose: ACCOUNT_SECRETS,
  read: (tx, after, limit) =>
    tx.many<Sealed>(sql`
      select account_id as id, secrets as sealed from channel_account
       where merchant_id = ${tx.merchantId} and account_id > ${after} order by account_id limit ${limit}`),
  replace: (tx, rows) =>
    tx.run(sql`
      update channel_account a set secrets = n.anew
        from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.former)}::bytea[],
                    ${rows.map((r) => r.anew)}::bytea[]) as n (id, former, anew)
       where a.merchant_id = ${tx.merchantId} and a.account_id = n.id and a.secrets = n.former`),
};

const guest: Column = {
  name: 'channel_order',
  purpose: GUEST_PURPOSE,
  read: (tx, after, limit) =>
    tx.many<Sealed>(sql`
      select channel_order_id as id, guest as sealed from channel_order
       where merchant_id = ${tx.merchantId} and channel_order_id > ${after} and guest is not null
       order by channel_order_id limit ${limit}`),
  replace: (tx, rows) =>
    tx.run(sql`
      update channel_order o set guest = n.anew
        from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.former)}::bytea[],
                    ${rows.map((r) => r.anew)}::bytea[]) as n (id, former, anew)
       where o.merchant_id = ${tx.merchantId} and o.channel_order_id = n.id and o.guest = n.former`),
};

const voucher: Column = {
  name: 'channel_voucher',
  purpose: VOUCHER_PURPOSE,
  read: (tx, after, limit) =>
    tx.many<Sealed>(sql`
      select consumption_id as id, sealed from channel_voucher
       where merchant_id = ${tx.merchantId} and consumption_id > ${after} order by consumption_id limit ${limit}`),
  replace: (tx, rows) =>
    tx.run(sql`
      update channel_voucher v set sealed = n.anew
        from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.former)}::bytea[],
                    ${rows.map((r) => r.anew)}::bytea[]) as n (id, former, anew)
       where v.merchant_id = ${tx.merchantId} and v.consumption_id = n.id and v.sealed = n.former`),
};

const miniProgram: Column = {
  name: 'mini_program_account',
  purpose: MINI_PROGRAM_SECRET,
  read: (tx, after, limit) =>
    tx.many<Sealed>(sql`
      select account_id as id, secret as sealed from mini_program_account
       where merchant_id = ${tx.merchantId} and account_id > ${after} order by account_id limit ${limit}`),
  replace: (tx, rows) =>
    tx.run(sql`
      update mini_program_account a set secret = n.anew
        from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.former)}::bytea[],
                    ${rows.map((r) => r.anew)}::bytea[]) as n (id, former, anew)
       where a.merchant_id = ${tx.merchantId} and a.account_id = n.id and a.secret = n.former`),
};

const identity: Column = {
  name: 'mini_program_session',
  purpose: IDENTITY_PURPOSE,
  read: (tx, after, limit) =>
    tx.many<Sealed>(sql`
      select session_id as id, identity as sealed from mini_program_session
       where merchant_id = ${tx.merchantId} and session_id > ${after} order by session_id limit ${limit}`),
  replace: (tx, rows) =>
    tx.run(sql`
      update mini_program_session s set identity = n.anew
        from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.former)}::bytea[],
                    ${rows.map((r) => r.anew)}::bytea[]) as n (id, former, anew)
       where s.merchant_id = ${tx.merchantId} and s.session_id = n.id and s.identity = n.former`),
};

/** Everything of platforms that stands under the merchant's data key. */
export const channelResealers: readonly Resealer[] = [account, guest, voucher, miniProgram, identity].map(resealerOf);
