import { randomInt } from 'node:crypto';
import pg from 'pg';
import { must } from '@shuke/kernel';
import { CLIENTS, SCALE } from './tpcb.ts';

// TPC-B as pgbench has it, in a process of its own: each client sends the seven statements of a transaction, prepared, without
// waiting for the answers between them.

const ACCOUNTS = 100_000 * SCALE;
const TELLERS = 10 * SCALE;

const TABLES = `
  drop table if exists pgbench_accounts, pgbench_branches, pgbench_tellers, pgbench_history;
  create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
  create table pgbench_tellers (tid int not null, bid int, tbalance int, filler char(84)) with (fillfactor = 100);
  create table pgbench_accounts (aid int not null, bid int, abalance int, filler char(84)) with (fillfactor = 100);
  create table pgbench_branches (bid int not null, bbalance int, filler char(88)) with (fillfactor = 100);
  insert into pgbench_branches (bid, bbalance) select n, 0 from generate_series(1, ${SCALE}) n;
  insert into pgbench_tellers (tid, bid, tbalance) select n, (n - 1) / 10 + 1, 0 from generate_series(1, ${TELLERS}) n;
  insert into pgbench_accounts (aid, bid, abalance, filler)
    select n, (n - 1) / 100000 + 1, 0, '' from generate_series(1, ${ACCOUNTS}) n;
  alter table pgbench_branches add primary key (bid);
  alter table pgbench_tellers add primary key (tid);
  alter table pgbench_accounts add primary key (aid)`;

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: must(process.env.TPCB_URL, 'the database is told'),
    pipeline: true,
  });
  await client.connect();
  return client;
}

async function prepare(): Promise<void> {
  const client = await connect();
  await client.query(TABLES);
  await client.query('vacuum analyze');
  await client.end();
}

async function transact(client: pg.Client): Promise<void> {
  const [aid, bid, tid] = [randomInt(1, ACCOUNTS + 1), randomInt(1, SCALE + 1), randomInt(1, TELLERS + 1)];
  const delta = randomInt(-5000, 5001);
  const send = (name: string, text: string, values: unknown[] = []) => client.query({ name, text, values });
  await Promise.all([
    send('begin', 'begin'),
    send('account', 'update pgbench_accounts set abalance = abalance + $1 where aid = $2', [delta, aid]),
    send('balance', 'select abalance from pgbench_accounts where aid = $1', [aid]),
    send('teller', 'update pgbench_tellers set tbalance = tbalance + $1 where tid = $2', [delta, tid]),
    send('branch', 'update pgbench_branches set bbalance = bbalance + $1 where bid = $2', [delta, bid]),
    send(
      'history',
      'insert into pgbench_history (tid, bid, aid, delta, mtime) values ($1, $2, $3, $4, current_timestamp)',
      [tid, bid, aid, delta],
    ),
    send('end', 'end'),
  ]);
}

async function run(seconds: number): Promise<number> {
  const clients = await Promise.all(Array.from({ length: CLIENTS }, connect));
  const start = performance.now();
  const end = start + seconds * 1000;
  let done = 0;
  const work = async (client: pg.Client): Promise<void> => {
    for (; performance.now() < end; done += 1) await transact(client);
  };
  await Promise.all(clients.map(work));
  const perSecond = done / ((performance.now() - start) / 1000);
  await Promise.all(clients.map((client) => client.end()));
  return perSecond;
}

const [work] = process.argv.slice(2);
if (work === 'prepare') await prepare();
else process.send!(await run(Number(work)));
process.disconnect();
