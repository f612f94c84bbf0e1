import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Services } from '@shuke/db';
import { must } from '@shuke/kernel';
import { BENCH, openBench, SECRET, startServer, type BenchDatabase, type BenchServer } from './lib/database.ts';
import { isQuick, median, printFigures, printHead, rounded, thousands, timed } from './lib/report.ts';
import { startLoad, type LoadProcess, type Period } from './checkout/load-process.ts';
import { copyMembers } from './checkout/members.ts';
import { printProfile } from './checkout/profile.ts';
import { homeOf, startProgram, verifyBooks, type Home } from './checkout/program.ts';
import { seedTown } from './checkout/seed.ts';
import { CLIENTS, openTpcb, SCALE, type Tpcb } from './checkout/tpcb.ts';
import { SIZES, type Chain } from './checkout/town.ts';

// Checkouts a second over HTTP, from the sent cart to the durable commit, against TPC-B on the same PostgreSQL server, in turns.

const ROUNDS = 3;
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    profile: { type: 'boolean' },
    connections: { type: 'string', default: '96' },
  },
});
const CONNECTIONS = Number(options.connections);
const PERIOD_MS = isQuick() ? 3_000 : 8_000;
// The server compiles what is hot as it goes, and needs some thousand checkouts for it.
const WARM_UP_MS = isQuick() ? 5_000 : 10_000;

interface Bench {
  readonly database: BenchDatabase;
  readonly home: Home;
  readonly load: LoadProcess;
  readonly tpcb: Tpcb;
}

interface Round {
  readonly period: Period;
  readonly tps: number;
}

async function prepare(server: BenchServer, folder: string): Promise<Bench> {
  const database = await server.database(BENCH);
  const peer = await server.database('tpcb');
  const tpcb = await openTpcb(peer.ownerUrl);
  const services = openBench(database.ownerUrl);
  const load = startLoad();
  const [town] = await Promise.all([timed(() => seed(services, database)), tpcb.prepare()]);
  await services.close();
  await database.owner.query('vacuum analyze');
  await database.owner.query('checkpoint');
  await load.ask({ ask: 'open', ownerUrl: database.ownerUrl, chains: town.value });
  console.log(`  prepared the data in ${town.seconds.toFixed(1)} s`);
  return { database, home: homeOf(database.ownerUrl, SECRET, folder), load, tpcb };
}

async function seed(services: Services, { owner }: BenchDatabase): Promise<Chain[]> {
  const chains = await seedTown(services);
  await copyMembers(owner, chains, services.clock.now());
  return chains;
}

/** Both get warm, then they take turns. Answers the periods of the checkouts that are measured, and all of them. */
async function runRounds({ database, home, load, tpcb }: Bench): Promise<{ rounds: Round[]; warmUp: Period }> {
  const program = await startProgram(home);
  await load.ask({ ask: 'connect', port: program.port, connections: CONNECTIONS });
  const warmUp = asExpected(await load.ask({ ask: 'warm_up', ms: WARM_UP_MS }));
  // As in a shop that was open before, and as pgbench does with its own tables: statements are planned by what is there.
  await database.owner.query('vacuum analyze');
  await tpcb.run(1);
  const rounds: Round[] = [];
  while (rounds.length < ROUNDS) {
    const period = asExpected(await load.ask({ ask: 'measure', ms: PERIOD_MS }));
    const tps = await tpcb.run(Math.round(PERIOD_MS / 1000));
    rounds.push({ period, tps });
    printRound(rounds.length, { period, tps });
  }
  await program.stop();
  return { rounds, warmUp };
}

/** One more period under the profiler, which slows it, so that it is not among the measured ones; warmed up before. */
async function runProfiled({ home, load }: Bench, folder: string): Promise<Period[]> {
  const file = join(folder, 'server.cpuprofile');
  const program = await startProgram(home, file);
  await load.ask({ ask: 'connect', port: program.port, connections: CONNECTIONS });
  const warmUp = asExpected(await load.ask({ ask: 'measure', ms: WARM_UP_MS }));
  program.toggleProfiler();
  const period = asExpected(await load.ask({ ask: 'measure', ms: PERIOD_MS }));
  program.toggleProfiler();
  await printProfile(file);
  await program.stop();
  return [warmUp, period];
}

function asExpected(told: Period | null): Period {
  const period = must(told, 'a period tells how it went');
  if (period.wrong > 0) {
    throw new Error(`${period.wrong} answers are not as foreseen:\n  ${period.shown.join('\n  ')}`);
  }
  return period;
}

/** Every accepted checkout is an order, and nothing else is; the program's own check passes all books. */
async function checkBooks({ database, home }: Bench, periods: readonly Period[]): Promise<void> {
  const accepted = sum(periods, (period) => period.accepted);
  const { rows } = await database.owner.query<{ orders: number }>('select count(*)::int as orders from sales_order');
  const { orders } = must(rows[0], 'a count has a row');
  if (orders !== accepted) throw new Error(`${accepted} checkouts were accepted, ${orders} orders are there`);
  const verified = await timed(() => verifyBooks(home));
  console.log(`\n  ${thousands(orders)} orders for ${thousands(accepted)} accepted checkouts`);
  console.log(`  shuke verify in ${verified.seconds.toFixed(1)} s: ${verified.value}`);
}

const rateOf = ({ inTime, seconds }: Period): number => inTime / seconds;

function printRound(number: number, { period, tps }: Round): void {
  const refused = (100 * period.refused) / (period.accepted + period.refused);
  const latencies = period.latencies.toSorted();
  console.log(
    `  round ${number}: ${thousands(rateOf(period))} checkouts a second, p50 ${shareAt(latencies, 0.5).toFixed(1)} ms, ` +
      `p99 ${shareAt(latencies, 0.99).toFixed(1)} ms, ${refused.toFixed(1)} % refused as foreseen; TPC-B ${thousands(tps)}`,
  );
}

const sum = (periods: readonly Period[], of: (period: Period) => number): number =>
  periods.reduce((total, period) => total + of(period), 0);

const shareAt = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;

function printResult({ tpcb }: Bench, rounds: readonly Round[]): void {
  const periods = rounds.map(({ period }) => period);
  const latencies = Float64Array.from(periods.flatMap((period) => [...period.latencies])).toSorted();
  const checkouts = median(periods.map(rateOf));
  const tps = median(rounds.map((round) => round.tps));
  const generator = sum(periods, ({ cpuSeconds }) => cpuSeconds) / sum(periods, ({ seconds }) => seconds);
  const lines = sum(periods, (period) => period.lines);
  console.log(`\n  the generator took ${(100 * generator).toFixed(0)} % of a core`);
  console.log(`  ratio ${(checkouts / tps).toFixed(2)} (aim: 2 or more, with p99 at 50 ms or less)`);
  printFigures({
    checkouts_per_s: rounded(checkouts),
    tpcb_tps: rounded(tps),
    tpcb_driver: tpcb.driver,
    ratio: rounded(checkouts / tps, 3),
    p50_ms: rounded(shareAt(latencies, 0.5), 3),
    p99_ms: rounded(shareAt(latencies, 0.99), 3),
    lines_per_cart: rounded(lines / latencies.length, 3),
    stores: SIZES.stores,
    merchants: SIZES.merchants,
    members: SIZES.members,
  });
}

function printSizes(version: string): void {
  printHead('Checkouts over HTTP', {
    merchants: `${SIZES.merchants} with ${thousands(SIZES.stores)} stores, ${SIZES.largestChain} of them one merchant's`,
    members: `${thousands(SIZES.members)}, spread as the stores are`,
    catalogue: `${SIZES.products} products and ${SIZES.promotions} live promotions a merchant`,
    coupons: `${thousands(SIZES.coupons)}, each used once`,
    connections: `${CONNECTIONS}, one checkout at a time on each`,
    periods: `${ROUNDS} of ${PERIOD_MS / 1000} s, in turns with TPC-B at scale ${SCALE} with ${CLIENTS} clients`,
    database: `embedded PostgreSQL ${version}, fsync on`,
  });
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'shuke-bench-checkout-'));
  const server = await startServer();
  let load: LoadProcess | undefined;
  try {
    printSizes(server.version);
    const bench = await prepare(server, folder);
    load = bench.load;
    const { rounds, warmUp } = await runRounds(bench);
    const profiled = options.profile ? await runProfiled(bench, folder) : [];
    await checkBooks(bench, [warmUp, ...rounds.map(({ period }) => period), ...profiled]);
    printResult(bench, rounds);
  } finally {
    load?.stop();
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

await main();
