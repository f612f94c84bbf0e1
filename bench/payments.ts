import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandIns } from '@shuke/sandbox/stand-ins';
import { printProfile } from './checkout/profile.ts';
import { homeOf, startProgram, verifyBooks, type Home } from './checkout/program.ts';
import { BENCH, openBench, SECRET, startServer, type BenchDatabase } from './lib/database.ts';
import { isQuick, printFigures, printHead, rounded, timed } from './lib/report.ts';
import { startCollector } from './payments/collector.ts';
import { postgresPids, processorMs } from './payments/processor.ts';
import { bytesOf, catchCallbacks, startPayments } from './payments/prepare.ts';
import { replay, type Replayed } from './payments/replay.ts';
import { openPayingShop } from './payments/shop.ts';

// WeChat's signed callbacks, caught and sent again, to the whole program: verified, captured, and settled into the order of a new
// member with points, all durable. Then the same at a steady rate, for how long a member waits for their card.

const PROFILED = process.argv.includes('--profile');
const SHOPS = 4;
const BURST = isQuick() ? 1_000 : 6_000;
const STEADY = isQuick() ? 300 : 3_000;
const WARM_UP = isQuick() ? 200 : 1_000;
const PER_SECOND = 100;
const CONNECTIONS = 64;

interface Prepared {
  readonly callbacks: readonly Buffer[];
}

async function prepare(database: BenchDatabase, home: Home): Promise<Prepared> {
  const standIns = await startStandIns({ tickMs: null });
  const collector = await startCollector();
  const services = openBench(database.ownerUrl);
  try {
    const shops = [];
    for (let i = 0; i < SHOPS; i += 1) {
      shops.push(await openPayingShop(services, { name: `shop-${i}`, standIns, publicUrl: collector.url }));
    }
    const program = await startProgram(home);
    await startPayments(program.port, shops, BURST + STEADY + WARM_UP);
    await program.stop();
    // Nobody is to hear of the payments but by the callbacks.
    await database.owner.query(`update payment set next_ask_at = now() + interval '1 hour'`);
    const caught = await catchCallbacks(standIns, collector);
    return { callbacks: caught.map(bytesOf) };
  } finally {
    await services.close();
    await standIns.stop();
    await collector.close();
  }
}

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

interface Measured {
  readonly burst: Replayed;
  readonly steady: Replayed;
  /** For each callback of the burst, in ms. */
  readonly processor: { readonly server: number; readonly postgres: number };
}

async function measure(database: BenchDatabase, home: Home, callbacks: readonly Buffer[]): Promise<Measured> {
  const profile = join(folder, 'server.cpuprofile');
  const program = await (PROFILED ? startProgram(home, profile) : startProgram(home));
  const { owner } = database;
  const to = { port: program.port, owner, connections: CONNECTIONS };
  await replay({ ...to, callbacks: callbacks.slice(0, WARM_UP), perSecond: null });
  await owner.query('vacuum analyze');
  if (PROFILED) program.toggleProfiler();
  const pids = await postgresPids(owner);
  const spent = (): readonly [number, number] => [processorMs([program.pid]), processorMs(pids)];
  const [serverMs, postgresMs] = spent();
  const burst = await replay({ ...to, callbacks: callbacks.slice(WARM_UP, WARM_UP + BURST), perSecond: null });
  const after = spent();
  if (PROFILED) {
    program.toggleProfiler();
    await printProfile(profile);
  }
  const steady = await replay({ ...to, callbacks: callbacks.slice(WARM_UP + BURST), perSecond: PER_SECOND });
  await program.stop();
  const processor = { server: (after[0] - serverMs) / BURST, postgres: (after[1] - postgresMs) / BURST };
  return { burst, steady, processor };
}

const folder = mkdtempSync(join(tmpdir(), 'shuke-bench-payments-'));
const server = await startServer();
try {
  printHead('Payments: callbacks to durable orders of members', {
    shops: SHOPS,
    'callbacks at once': BURST,
    'callbacks steady': `${STEADY} at ${PER_SECOND} a second`,
    PostgreSQL: server.version,
  });
  const database = await server.database(BENCH);
  const home = homeOf(database.ownerUrl, SECRET, folder);
  const { value: prepared, seconds } = await timed(() => prepare(database, home));
  console.log(`  prepared ${prepared.callbacks.length} signed callbacks in ${seconds.toFixed(1)} s`);
  const { burst, steady, processor } = await measure(database, home, prepared.callbacks);
  const perSecond = BURST / burst.seconds;
  console.log(`  all at once   ${perSecond.toFixed(0)} callbacks a second, order, member and points durable`);
  const { server: ofServer, postgres } = processor;
  console.log(
    `  for each      ${ofServer.toFixed(2)} ms of a processor in the server, ${postgres.toFixed(2)} ms in PostgreSQL`,
  );
  const [p50, p99] = [percentile(steady.cardMs, 0.5), percentile(steady.cardMs, 0.99)];
  console.log(`  steady        card after ${p50.toFixed(0)} ms at the median, ${p99.toFixed(0)} ms p99`);
  console.log(`  ${await verifyBooks(home)}`);
  printFigures({
    callbacks_per_s: rounded(perSecond),
    card_p50_ms: rounded(p50),
    card_p99_ms: rounded(p99),
    processor_ms: rounded(ofServer + postgres),
  });
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
