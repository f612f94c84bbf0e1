import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import pg from 'pg';
import { relayOnce, type Services } from '@shuke/db';
import { beginCopy, sumAll } from '@shuke/insight';
import { must } from '@shuke/kernel';
import { createMerchant } from '@shuke/merchant';
import { openBench, openMerchant, startServer, type BenchDatabase, type BenchServer } from './lib/database.ts';
import { isQuick, printFigures, printHead, rounded, thousands, timed } from './lib/report.ts';
import { SHOP, seedReceipts } from './insight/receipts.ts';
import { fillTown, storeId, TOWN } from './insight/town.ts';

// How quickly a copy is filled from PostgreSQL, how quickly it answers the dashboards at ten million lines, and what that takes in memory.

const MEMORY_MB = 1024;
const PEOPLE_MB = 512;
const ROUNDS = isQuick() ? 1 : 5;
const AIM_P95_MS = 150;

interface Prepared {
  readonly database: BenchDatabase;
  readonly dir: string;
  readonly shopId: string;
  readonly townId: string;
}

async function prepare(server: BenchServer): Promise<Prepared> {
  const database = await server.database('bench_insight');
  const services = openBench(database.ownerUrl);
  const dir = mkdtempSync(join(tmpdir(), 'shuke-bench-insight-'));
  const shop = await openMerchant(services);
  const owner = { signInName: 'mayor@bench', displayName: 'Mayor' };
  const town = await createMerchant(services, { name: 'Town', owner });
  const townId = must(town.ok ? town.value.merchantId : null, 'the merchant was made');
  // PostgreSQL takes one core for the receipts, DuckDB the other for the town.
  const [seeded, filled] = await Promise.all([
    timed(() => seedReceipts(database.owner, shop.actor.merchantId)),
    timed(() => makeTown(services, database, { dir, townId })),
  ]);
  await services.close();
  const size = statSync(join(dir, `${townId}.duckdb`)).size;
  const cpu = process.cpuUsage();
  console.log(
    `  prepared: receipts in PostgreSQL ${seeded.seconds.toFixed(1)} s, the town ${filled.seconds.toFixed(1)} s ` +
      `(${((cpu.user + cpu.system) / 1e6).toFixed(1)} s of processors), ${thousands(size / 1e6)} MB\n`,
  );
  return { database, dir, shopId: shop.actor.merchantId, townId };
}

/** The copy of a merchant who has nothing in PostgreSQL but stores, as if all its events had been read. */
async function makeTown(
  services: Services,
  { ownerUrl }: BenchDatabase,
  { dir, townId }: { dir: string; townId: string },
): Promise<void> {
  const ids = Array.from({ length: TOWN.stores }, (_, i) => storeId(i));
  const other = new pg.Client({ connectionString: ownerUrl });
  await other.connect();
  await other.query(
    `insert into store (merchant_id, store_id, code, name, active, created_at)
     select $1, s.id, 'T' || s.no, 'Store ' || s.no, true, now() from unnest($2::uuid[]) with ordinality as s (id, no)`,
    [townId, ids],
  );
  while ((await relayOnce(services)) > 0);
  const { rows } = await other.query<{ position: string }>(
    'select last_position as position from outbox_head where merchant_id = $1',
    [townId],
  );
  await other.end();
  const instance = await DuckDBInstance.create(join(dir, `${townId}.duckdb`), {
    threads: '2',
    memory_limit: '2GiB',
    preserve_insertion_order: 'false',
  });
  const duck = await instance.connect();
  await beginCopy(duck, Number(rows[0]?.position ?? 0));
  await fillTown(duck, townId);
  await sumAll(duck);
  await duck.run('checkpoint');
  duck.closeSync();
  instance.closeSync();
}

interface Told {
  readonly fillSeconds: number;
  readonly fillProcessorSeconds: number;
  /** What it took to take in orders that were just made, at all the lines of the town. */
  readonly followMs: number;
  readonly followed: number;
  readonly peakMib: number;
  /** How long the thread that answers requests did nothing else at most: of the first questions, and of all others. */
  readonly stoodFirstMs: number;
  readonly stoodMs: number;
  readonly asked: readonly {
    url: string;
    days: number;
    storeId: string | null;
    ms: number;
    processorMs: number;
    kind: 'first' | 'new days' | 'later';
    refused: string | null;
  }[];
}

async function ask({ database, dir, shopId, townId }: Prepared): Promise<Told> {
  const asker = fileURLToPath(new URL('insight/asker.ts', import.meta.url));
  const args = [asker, database.ownerUrl, dir, String(MEMORY_MB), String(PEOPLE_MB), shopId, townId, String(ROUNDS)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Told;
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

const most = (of: readonly number[]): string =>
  Math.max(0, ...of)
    .toFixed(0)
    .padStart(6);

function printDashboards(asked: Told['asked']): void {
  console.log(`  ${'at most, ms'.padEnd(34)}  first    new  later  of processors`);
  for (const [url, own] of Map.groupBy(asked, (one) => one.url)) {
    const of = (kind: Told['asked'][number]['kind']) => own.filter((one) => one.kind === kind);
    const [first, fresh, later] = [of('first'), of('new days'), of('later')];
    const refused = own.find((one) => one.refused !== null)?.refused;
    const times = [first, fresh, later].map((list) => list.map((one) => one.ms));
    times.push(later.map((one) => one.processorMs));
    console.log(`  ${url.padEnd(34)} ${refused ? `refused: ${refused}` : times.map(most).join(' ')}`);
  }
}

const sizes = {
  'lines to fill': SHOP.lines,
  'lines to ask': TOWN.lines,
  orders: TOWN.orders,
  customers: TOWN.customers,
  'memory of copies, MB': MEMORY_MB,
  'memory of people, MB': PEOPLE_MB,
};
printHead('insight: the columnar copy', sizes);
const server = await startServer();
try {
  const prepared = await prepare(server);
  const told = await ask(prepared);
  rmSync(prepared.dir, { recursive: true, force: true });
  printDashboards(told.asked);
  const answered = told.asked.filter((one) => one.refused === null && one.kind === 'later');
  const ms = answered.map((one) => one.ms).toSorted((a, b) => a - b);
  const [p50, p95] = [quantile(ms, 0.5), quantile(ms, 0.95)];
  const firstMs = Math.max(...told.asked.filter((one) => one.kind === 'first').map((one) => one.ms));
  const processors = answered.map((one) => one.processorMs).toSorted((a, b) => a - b);
  const processorP95 = quantile(processors, 0.95);
  console.log(
    `\n  fill         ${thousands(SHOP.lines / told.fillSeconds)} lines a second (${told.fillProcessorSeconds.toFixed(1)} s of processors in this process, PostgreSQL's not counted)`,
  );
  console.log(`  follow       ${told.followMs.toFixed(0)} ms for ${told.followed} new orders`);
  console.log(
    `  dashboards   p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms of ${ms.length} questions (aim ${AIM_P95_MS} ms); of processors p95 ${processorP95.toFixed(0)} ms`,
  );
  console.log(
    `  first        ${firstMs.toFixed(0)} ms for the first question about people of all stores, which reads everybody`,
  );
  console.log(
    `  stood still  ${told.stoodMs.toFixed(0)} ms at most in the thread that answers requests, ${told.stoodFirstMs.toFixed(0)} ms at first`,
  );
  console.log(`  peak         ${told.peakMib.toFixed(0)} MiB\n`);
  await prepared.database.close();
  printFigures({
    lines: TOWN.lines,
    fill_lines_per_s: Math.round(SHOP.lines / told.fillSeconds),
    follow_ms: rounded(told.followMs, 2),
    dashboard_p50_ms: rounded(p50, 2),
    dashboard_p95_ms: rounded(p95, 2),
    dashboard_p95_processor_ms: rounded(processorP95, 2),
    first_question_ms: rounded(firstMs, 2),
    stood_still_ms: rounded(told.stoodMs, 2),
    stood_still_at_first_ms: rounded(told.stoodFirstMs, 2),
    peak_mib: Math.round(told.peakMib),
  });
} finally {
  await server.stop();
}
