import { execFile, fork } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const SCALE = 30;
export const CLIENTS = 16;
const THREADS = 2;

/** TPC-B, as pgbench has it, on a database of its own of the same server. */
export interface Tpcb {
  /** What runs it. */
  readonly driver: string;
  /** Makes and fills the tables. */
  prepare(): Promise<void>;
  /** Runs it for so long and answers transactions a second. */
  run(seconds: number): Promise<number>;
}

/** pgbench where it is on the machine, else the same script through the driver. */
export async function openTpcb(url: string): Promise<Tpcb> {
  const program = findPgbench();
  return program === null ? throughDriver(url) : throughPgbench(program, url);
}

function findPgbench(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...globSync('/usr/lib/postgresql/*/bin')];
  return folders.map((folder) => join(folder, 'pgbench')).find((path) => existsSync(path)) ?? null;
}

async function throughPgbench(program: string, url: string): Promise<Tpcb> {
  const { hostname, port, username, password, pathname } = new URL(url);
  // In the environment, where other accounts of the machine do not see the password.
  const env = {
    ...process.env,
    PGHOST: hostname,
    PGPORT: port,
    PGUSER: username,
    PGPASSWORD: password,
    PGDATABASE: pathname.slice(1),
  };
  const pgbench = (...args: string[]) => promisify(execFile)(program, args, { env });
  const { stdout } = await pgbench('--version');
  return {
    driver: `pgbench ${/\d+(\.\d+)*/.exec(stdout)?.[0] ?? ''}`.trim(),
    prepare: async () => void (await pgbench('-i', '-q', '-s', String(SCALE))),
    run: async (seconds) => {
      const load = ['-c', String(CLIENTS), '-j', String(THREADS), '-T', String(seconds)];
      const ran = await pgbench('-n', '-M', 'prepared', ...load);
      const found = /^tps = ([\d.]+) \(without/m.exec(ran.stdout);
      if (!found) throw new Error(`pgbench said: ${ran.stdout}`);
      return Number(found[1]);
    },
  };
}

const DRIVER = fileURLToPath(new URL('tpcb-driver.ts', import.meta.url));

function throughDriver(url: string): Tpcb {
  const ask = (work: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const child = fork(DRIVER, [work], { env: { ...process.env, TPCB_URL: url } });
      let told = Number.NaN;
      child.on('message', (value) => (told = Number(value)));
      child.on('exit', (code) => (code === 0 ? resolve(told) : reject(new Error(`TPC-B ended with ${code}`))));
    });
  return {
    driver: 'pg, pipelined',
    prepare: async () => void (await ask('prepare')),
    run: (seconds) => ask(String(seconds)),
  };
}
