import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { newPersonKeys, sealIdentifier } from '@shuke/customer';
import { inTx, systemCtx, type Ctx, type Services } from '@shuke/db';
import { must, newId, ok, type Refusal, type Result } from '@shuke/kernel';
import { addApiKey, addStore, createMerchant } from '@shuke/merchant';
import { withoutIndexes } from './bulk-load.ts';
import { identifiersOf, membersByMerchant, SIZES, type Regular, type Shop } from './town.ts';

// Merchants, stores and API keys are made by the modules' own commands. The members are one load a table: those who come
// to a till in a run have real keyed hashes; of the others the hashes are random bytes, which to an index is the same.

const AT_ONCE = 4;
/** One member in so many comes to a till, of each number of identifiers alike: the i-th is number `i × EVERY + i mod EVERY`. */
const EVERY = SIZES.members / SIZES.regulars;
const isNoRegular = (n: string): string =>
  `(${n} % ${EVERY} <> (${n} / ${EVERY}) % ${EVERY} or ${n} / ${EVERY} >= s.members / ${EVERY})`;

interface Opened {
  readonly shop: Shop;
  readonly members: number;
  readonly hashes: readonly string[];
  /** Bytes as the vault makes them: of a wrapped key, and of each kind of identifier sealed with it. */
  readonly sealed: Sealed;
}

type Sealed = Readonly<Record<'key' | 'phone' | 'payment_token' | 'wechat_openid', Buffer>>;

/** Sets up all merchants with their members. */
export async function seedMembers(services: Services, owner: pg.Client): Promise<Shop[]> {
  const counts = membersByMerchant();
  const opened: Opened[] = [];
  const next = counts.entries();
  const work = async (): Promise<void> => {
    for (const [i, members] of next) opened[i] = await openShop(services, i, members);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await withoutIndexes(owner, () => fill(owner, opened));
  return opened.map(({ shop }) => shop);
}

async function openShop(services: Services, no: number, members: number): Promise<Opened> {
  const owner = { signInName: `owner@shop${no}`, displayName: 'Owner' };
  const made = await createMerchant(services, { name: `shop${no}`, currency: 'CNY', timeZone: 'Asia/Shanghai', owner });
  const ctx = systemCtx(services, valueOf(made).merchantId);
  const { token } = valueOf(await addApiKey(ctx, { name: 'tills', scopes: ['customer:serve'] }));
  const { storeId } = valueOf(await addStore(ctx, { key: newId(), code: 'S1', name: 'Store' }));
  const { merchantId } = ctx.actor;
  const numbers = Array.from({ length: Math.floor(members / EVERY) }, (_, i) => i * EVERY + (i % EVERY));
  const regulars = numbers.map((n): Regular => ({ customerId: newId(), identifiers: identifiersOf(n) }));
  const hashes = regulars.flatMap((one, i) => rowsOf(ctx, one, numbers[i]!));
  const shop = { merchantId, token: must(token, 'the first answer shows it'), storeId, regulars };
  return { shop, members, hashes, sealed: await sealedBytes(ctx) };
}

function rowsOf(ctx: Ctx, { customerId, identifiers }: Regular, n: number): string[] {
  const { merchantId } = ctx.actor;
  return identifiers.map(({ kind, value }) => {
    const { hash } = valueOf(sealIdentifier(ctx.vault, merchantId, { kind, value }));
    return `${merchantId}\t${n}\t${customerId}\t${kind}\t\\\\x${hash.toString('hex')}\n`;
  });
}

async function sealedBytes(ctx: Ctx): Promise<Sealed> {
  const made = await inTx(ctx, {}, async (tx) => {
    const key = must((await newPersonKeys(tx, [newId()]))[0], 'a key was asked for');
    const [phone, payment, wechat] = identifiersOf(3).map(({ value }) => key.seal('identifier', value));
    return ok({ key: key.wrapped!, phone: phone!, payment_token: payment!, wechat_openid: wechat! });
  });
  return valueOf(made);
}

async function fill(owner: pg.Client, opened: readonly Opened[]): Promise<void> {
  await owner.query(`set work_mem = '256MB'; set synchronous_commit = off`);
  await owner.query(`create temp table regular (merchant_id uuid, n integer, customer_id uuid, kind text, hash bytea)`);
  const rows = Readable.from(opened.map(({ hashes }) => hashes.join('')));
  await pipeline(rows, owner.query(copyFrom('copy regular from stdin')));
  await owner.query(`
    create temp table shop (merchant_id uuid, members integer, key bytea, phone bytea, payment_token bytea, wechat_openid bytea)`);
  for (const { shop, members, sealed } of opened) {
    const { key, phone, payment_token: payment, wechat_openid: wechat } = sealed;
    await owner.query(`insert into shop values ($1, $2, $3, $4, $5, $6)`, [
      shop.merchantId,
      members,
      key,
      phone,
      payment,
      wechat,
    ]);
  }
  for (const statement of FILLING) await owner.query(statement);
}

// A member joined some time in the last thousand days. Rows stand in the order in which people came, as in a shop's own tables:
// sorted by merchant and person, while the index of hashes is sorted when it is built.
const FILLING = [
  `create temp table member as
     select s.merchant_id, n, uuidv7(-interval '1 minute' * (1000000 - n)) as customer_id,
            now() - interval '2 minutes' * (720000 - n % 720000) as joined_at
       from shop s
      cross join lateral generate_series(0, s.members - 1) as n
      where ${isNoRegular('n')}
     union all
     select distinct merchant_id, n, customer_id, now() - interval '2 minutes' * (720000 - n % 720000) from regular`,
  `insert into customer (merchant_id, customer_id, source, created_at)
     select merchant_id, customer_id, 'till', joined_at from member`,
  `insert into customer_key (merchant_id, customer_id, wrapped, key_version)
     select merchant_id, m.customer_id, s.key, 1 from member m join shop s using (merchant_id)`,
  `insert into customer_identifier (merchant_id, kind, hash, customer_id, sealed, hint, source, created_at)
     select merchant_id, k.kind, substr(sha256(int4send(m.n) || uuid_send(merchant_id) || k.salt), 1, 16), m.customer_id,
            k.sealed, '•••' || lpad((m.n % 10000)::text, 4, '0'), 'till', m.joined_at
       from member m
       join shop s using (merchant_id)
      cross join lateral (values ('phone', '\\x01'::bytea, s.phone, true),
                                 ('payment_token', '\\x02'::bytea, s.payment_token, m.n % 4 in (1, 3)),
                                 ('wechat_openid', '\\x03'::bytea, s.wechat_openid, m.n % 4 >= 2)) as k (kind, salt, sealed, has)
      where k.has and ${isNoRegular('m.n')}
     union all
     select merchant_id, r.kind, r.hash, r.customer_id,
            case r.kind when 'phone' then s.phone when 'payment_token' then s.payment_token else s.wechat_openid end,
            '•••' || lpad((r.n % 10000)::text, 4, '0'), 'till', now() - interval '2 minutes' * (720000 - r.n % 720000)
       from regular r join shop s using (merchant_id)`,
];

function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`the benchmark's data was refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}
