import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemCtx } from '@shuke/db';
import { insightRoutes, keepPeople, openCopies } from '@shuke/insight';
import { assert, must } from '@shuke/kernel';
import { openBench } from '../lib/database.ts';
import { median } from '../lib/report.ts';
import { salesOf } from './sales.ts';
import { LAST_DAY, storeId } from './town.ts';

// A process of its own, whose memory is measured: it fills the copy of one merchant, and asks every dashboard of another.

const [ownerUrl, dir, memoryMb, peopleMb, shopId, townId, rounds] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

const services = openBench(ownerUrl);
const people = keepPeople(services, { memoryMb: Number(peopleMb) });
const copies = must(await openCopies(services, { dir, memoryMb: Number(memoryMb), threads: 2 }), 'the folder is ours');

const began = performance.now();
const before = process.cpuUsage();
await copies.copy(shopId).rebuild();
const fillSeconds = (performance.now() - began) / 1000;
const spent = process.cpuUsage(before);
const fillProcessorSeconds = (spent.user + spent.system) / 1e6;

const FOLLOWED = 500;
const FEW = 20;
const ctx = systemCtx(services, townId);
const sell = salesOf(services, ctx);
const town = copies.copy(townId);
await town.follow();
const follows: number[] = [];
for (let round = 0; round < 5; round += 1) {
  await sell(FOLLOWED);
  const start = performance.now();
  await town.follow();
  follows.push(performance.now() - start);
}
const followMs = median(follows);

/** The first time that it was asked, days of which nothing was asked before, and as it was asked before, after a sale. */
type Kind = 'first' | 'new days' | 'later';

interface Asked {
  readonly url: string;
  readonly days: number;
  readonly storeId: string | null;
  readonly ms: number;
  /** Of all threads together, which a busy machine does not lengthen. */
  readonly processorMs: number;
  readonly kind: Kind;
  readonly refused: string | null;
}

/** A dashboard that PostgreSQL answered would be another benchmark, of a merchant who has nothing there. */
function assertFromCopy(url: string, answer: unknown): void {
  const { freshness } = answer as { freshness?: { engine: string } };
  assert(freshness === undefined || freshness.engine === 'duckdb', `${url} is answered by the copy`);
}

const dayBefore = (days: number): string =>
  new Date(Date.parse(LAST_DAY) - days * 86_400_000).toISOString().slice(0, 10);

/** Those that ask nothing but days and a store. */
const dashboards = insightRoutes.filter(
  ({ method, url, params }) => method === 'GET' && url.startsWith('/v1/insight/') && !params,
);
const asked: Asked[] = [];

interface Page {
  readonly days: number;
  readonly store: number | null;
  /** How many days before the last one it ends. */
  readonly ago?: number;
}

const PAGES: readonly Page[] = [
  { days: 30, store: null },
  { days: 365, store: null },
  { days: 90, store: 7 },
  { days: 365, store: 7 },
];

async function askPage({ days, store, ago = 0 }: Page, kind: Kind): Promise<void> {
  // Nothing that was counted for one page serves the next: in a shop that sells, it asks of another state.
  await sell(FEW);
  await town.follow();
  const own = store === null ? {} : { storeId: storeId(store) };
  const query = { from: dayBefore(ago + days - 1), to: dayBefore(ago), ...own };
  for (const dashboard of dashboards) {
    const { url } = dashboard;
    const [start, spentBefore] = [performance.now(), process.cpuUsage()];
    const answer = await dashboard.handle(ctx as never, { query, params: {}, body: {} } as never);
    const ms = performance.now() - start;
    const { user, system } = process.cpuUsage(spentBefore);
    const refused = answer.ok ? null : answer.refusal.code;
    if (answer.ok) assertFromCopy(url, answer.value);
    asked.push({ url, days, storeId: own.storeId ?? null, ms, processorMs: (user + system) / 1000, kind, refused });
  }
}

// What a guest at a till would have waited for this thread at most, whoever was asking about people.
const stood = monitorEventLoopDelay({ resolution: 1 });
stood.enable();
for (const page of PAGES) await askPage(page, 'first');
const stoodFirstMs = stood.max / 1e6;
stood.reset();
for (let round = 0; round < Number(rounds); round += 1) for (const page of PAGES) await askPage(page, 'later');
await askPage({ days: 365, store: null, ago: 1 }, 'new days');
const stoodMs = stood.max / 1e6;
stood.disable();
const peakMib = process.resourceUsage().maxRSS / 1024;
const times = { fillSeconds, fillProcessorSeconds, followMs, followed: FOLLOWED, stoodFirstMs, stoodMs };
console.log(JSON.stringify({ ...times, asked, peakMib }));
await people.close();
await copies.close();
await services.close();
