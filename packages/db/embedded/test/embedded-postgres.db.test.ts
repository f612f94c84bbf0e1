import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { embeddedDataDir, startEmbeddedPostgres, type EmbeddedPostgres } from '../index.ts';

// One data folder lives through all of this, in the order of the tests. Its path alone would break careless quoting.
const base = mkdtempSync(join(tmpdir(), 'shuke 路径 '));
const dataDir = join(base, 'a deep/folder', 'data');
// Whichever PostgreSQL the run is about: the embedded one, or an older one that the machine has.
const binDir = process.env['SHUKE_TEST_PG_BIN'];
const isRoot = process.getuid?.() === 0;

let running: EmbeddedPostgres | undefined;

beforeAll(() => chmodSync(base, 0o755));
afterAll(async () => {
  await running?.stop();
  rmSync(base, { recursive: true, force: true });
});

const start = async (dir = dataDir) => (running = await startEmbeddedPostgres({ dataDir: dir, binDir }));
const postmasterPid = () => Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);

async function query(url: string, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text);
    return rows[0] && Object.values(rows[0])[0];
  } finally {
    await client.end();
  }
}

async function isUp(url: string): Promise<boolean> {
  return query(url, 'select 1').then(
    () => true,
    () => false,
  );
}

/** Lets another program start a server, and then ends that program's whole group. */
async function startElsewhere(call: string, signal: NodeJS.Signals): Promise<{ url: string; folder: string }> {
  const index = JSON.stringify(new URL('../index.ts', import.meta.url).href);
  const script = `const { startEmbeddedPostgres, startTemporaryPostgres } = await import(${index});
    const { url } = await ${call};
    console.log(url);
    setInterval(() => undefined, 1000);`;
  const args = ['--input-type=module', '--eval', script];
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = line.toString('utf8').trim();
  const folder = String(await query(url, 'show data_directory'));
  process.kill(-(child.pid ?? Number.NaN), signal);
  await once(child, 'exit');
  return { url, folder };
}

async function waitUntilDown(url: string): Promise<void> {
  for (let i = 0; i < 200 && (await isUp(url)); i += 1) await sleep(20);
}

test('the first start makes a durable UTF-8 database behind a password on loopback', async () => {
  const started = performance.now();
  const { url, version } = await start();
  console.log(`first start of PostgreSQL ${version}: ${Math.round(performance.now() - started)} ms`);
  expect(Number.parseInt(version, 10)).toBeGreaterThanOrEqual(15);
  expect(await query(url, 'show server_encoding')).toBe('UTF8');
  expect(await query(url, 'show fsync')).toBe('on');
  expect(await query(url, 'show synchronous_commit')).toBe('on');
  expect(await query(url, 'show listen_addresses')).toBe('127.0.0.1');
  expect(await query(url, `select upper('é') || upper('熟客')`)).toBe('É熟客');
  await expect(query(url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
  expect(statSync(join(dirname(dataDir), 'superuser-password')).mode & 0o777).toBe(0o600);
  await query(url, 'create table kept as select 42 as answer');
});

test('a stop ends it, and the second start is quick, on the same port, with the data', async () => {
  const first = running;
  await first?.stop();
  expect(await isUp(first?.url ?? '')).toBe(false);
  const started = performance.now();
  const { url, port } = await start();
  const tookMs = performance.now() - started;
  console.log(`second start: ${Math.round(tookMs)} ms`);
  expect(tookMs).toBeLessThan(5_000);
  expect(port).toBe(first?.port);
  expect(await query(url, 'select answer from kept')).toBe(42);
});

test('a second user joins the running server, and only the last one to stop ends it', async () => {
  const first = running as EmbeddedPostgres;
  const pid = postmasterPid();
  const second = await start();
  expect(postmasterPid()).toBe(pid);
  expect(second.url).toBe(first.url);
  await first.stop();
  expect(await isUp(second.url)).toBe(true);
  await second.stop();
  expect(await isUp(second.url)).toBe(false);
});

test('two first starts at once end with one server for both', async () => {
  const both = join(base, 'both', 'data');
  const [a, b] = await Promise.all([
    startEmbeddedPostgres({ dataDir: both, binDir }),
    startEmbeddedPostgres({ dataDir: both, binDir }),
  ]);
  expect(a.url).toBe(b.url);
  await Promise.all([a.stop(), b.stop()]);
  expect(await isUp(a.url)).toBe(false);
});

test('after kill -9 of the server with work under way, the next start recovers what was committed', async () => {
  const { url } = await start();
  await query(url, 'create table committed as select generate_series(1, 10000) as n');
  const busy = query(url, 'select pg_sleep(60)').catch(() => 'ended');
  process.kill(postmasterPid(), 'SIGKILL');
  await waitUntilDown(url);
  const again = await start();
  expect(await query(again.url, 'select count(*)::int from committed')).toBe(10_000);
  expect(await busy).toBe('ended');
  await again.stop();
});

test('a server that is kept up is there again after each kill -9, at the same address and with what was committed', async () => {
  const { url, keepUp, stop } = await start();
  const log = { warn: () => undefined, error: () => undefined };
  void keepUp(log);
  for (const round of [1, 2]) {
    await query(url, `create table kept_up_${round} as select generate_series(1, 1000) as n`);
    const pid = postmasterPid();
    process.kill(pid, 'SIGKILL');
    const killed = performance.now();
    await waitUntilDown(url);
    while (!(await isUp(url))) await sleep(20);
    expect(performance.now() - killed).toBeLessThan(15_000);
    expect(postmasterPid()).not.toBe(pid);
    expect(await query(url, `select count(*)::int from kept_up_${round}`)).toBe(1000);
  }
  await stop();
  await sleep(1000);
  expect(await isUp(url)).toBe(false);
});

test('the server outlives a kill -9 of the process group that started it, and the next start joins it', async () => {
  const { folder } = await startElsewhere(`startEmbeddedPostgres(${JSON.stringify({ dataDir, binDir })})`, 'SIGKILL');
  expect(folder).toBe(dataDir);
  const pid = postmasterPid();
  const { url, stop } = await start();
  expect(postmasterPid()).toBe(pid);
  expect(await query(url, 'select answer from kept')).toBe(42);
  await stop();
});

test('a temporary server goes with its process, files and all', async () => {
  const { url, folder } = await startElsewhere(`startTemporaryPostgres(${JSON.stringify({ binDir })})`, 'SIGKILL');
  for (let i = 0; i < 500 && existsSync(folder); i += 1) await sleep(20);
  expect(existsSync(folder)).toBe(false);
  expect(await isUp(url)).toBe(false);
});

test('the process id of a dead server that another program has now does not block the start', async () => {
  // Our own process stands for that program: it is alive, and it is no PostgreSQL.
  writeFileSync(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n1\n1\n\n127.0.0.1\n 1 1\nready\n`);
  const { url } = await start();
  expect(postmasterPid()).not.toBe(process.pid);
  expect(await query(url, 'select answer from kept')).toBe(42);
  await running?.stop();
});

test('a fixed port that somebody else has is a clear refusal, in the words of PostgreSQL', async () => {
  const { port } = await start();
  const other = startEmbeddedPostgres({ dataDir: join(base, 'other', 'data'), binDir, port });
  await expect(other).rejects.toThrow(/could not bind IPv4 address "127.0.0.1": Address already in use/);
});

test('a password file that is not the one of the data is refused, and no server is left behind', async () => {
  await running?.stop();
  const file = join(dirname(dataDir), 'superuser-password');
  const password = readFileSync(file, 'utf8');
  writeFileSync(file, 'another');
  await expect(start()).rejects.toThrow(/password authentication failed/);
  for (let i = 0; i < 200 && existsSync(join(dataDir, 'postmaster.pid')); i += 1) await sleep(20);
  expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(false);
  writeFileSync(file, password);
});

test('data that another major version made is refused before anything is touched', async () => {
  await running?.stop();
  const file = join(dataDir, 'PG_VERSION');
  const major = readFileSync(file, 'utf8');
  writeFileSync(file, '9\n');
  await expect(start()).rejects.toThrow(/made by PostgreSQL 9/);
  writeFileSync(file, major);
});

test.runIf(isRoot)(
  'root with a clone in a folder closed to others keeps binaries and data where PostgreSQL can go',
  async () => {
    const closed = join(base, 'closed');
    mkdirSync(join(closed, 'clone'), { recursive: true });
    chmodSync(closed, 0o700);
    const outside = embeddedDataDir(join(closed, 'clone', '.shuke'));
    expect(outside).toMatch(/^\/var\/lib\/shuke\/[0-9a-f]{16}\/postgres\/data$/);
    expect(embeddedDataDir(join(closed, 'clone', '.shuke'))).toBe(outside);
    try {
      const { url, stop } = await start(outside);
      expect(await query(url, 'select 1')).toBe(1);
      await stop();
    } finally {
      rmSync(dirname(dirname(outside)), { recursive: true, force: true });
    }
  },
);
