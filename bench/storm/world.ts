import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { embeddedDataDir } from '@shuke/db/embedded';
import { SECRET } from '../lib/database.ts';
import { Restartable } from './process.ts';

const fileAt = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const MAIN = fileAt('../../apps/server/main.ts');
const STAND_INS = fileAt('../../packages/sandbox/stand-ins/main.ts');

/** The shop's whole program with its own PostgreSQL, and the providers' stand-ins: three processes that can be killed. */
export class World {
  readonly #home: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly shop: Restartable;
  readonly providers: Restartable;
  readonly shopUrl: string;
  readonly providersUrl: string;

  private constructor(home: string, ports: readonly [number, number]) {
    this.#home = home;
    const { DATABASE_URL: _, ...env } = process.env;
    this.#env = { ...env, SHUKE_HOME: home, SHUKE_SECRET: SECRET, SHUKE_LOG: 'silent', SHUKE_PORT: String(ports[0]) };
    this.shop = new Restartable({
      args: [MAIN, 'start', '--no-demo'],
      env: this.#env,
      ready: /^ {2}Console +(http:\S+)/,
    });
    const dir = join(home, 'stand-ins');
    this.providers = new Restartable({
      args: [STAND_INS, '--port', String(ports[1]), '--dir', dir],
      env: this.#env,
      ready: /^(http:\S+)$/,
    });
    this.shopUrl = `http://127.0.0.1:${ports[0]}`;
    this.providersUrl = `http://127.0.0.1:${ports[1]}`;
  }

  /** Answers the world and the first password of the shop's owner. */
  static async open(): Promise<{ world: World; password: string }> {
    const home = mkdtempSync(join(tmpdir(), 'shuke-storm-'));
    // Started by root, PostgreSQL runs as another account, which has to get in.
    chmodSync(home, 0o755);
    const world = new World(home, [await freePort(), await freePort()]);
    process.once('exit', () => world.#clear());
    await world.providers.start();
    const made = await world.shuke('merchant', 'Storm', '--owner', 'owner');
    await world.shop.start();
    return { world, password: /password (\S+)/.exec(made)?.[1] ?? '' };
  }

  /** Runs a command of the shop's program; throws where it fails. */
  async shuke(...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...args], { env: this.#env });
    return stdout;
  }

  /** Kills PostgreSQL at once; the shop's server brings it back. */
  killDatabase(): void {
    const pid = postmasterOf(this.#home);
    if (pid !== null) process.kill(pid, 'SIGKILL');
  }

  async close(): Promise<void> {
    await this.shop.stop();
    await this.providers.stop();
    this.#clear();
  }

  /** However this ends, no process and no file is left behind. */
  #clear(): void {
    const pid = postmasterOf(this.#home);
    if (pid !== null) process.kill(pid, 'SIGQUIT');
    rmSync(this.#home, { recursive: true, force: true });
  }
}

/** Null where none is running. */
function postmasterOf(home: string): number | null {
  try {
    const pid = Number(readFileSync(join(embeddedDataDir(home), 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}

/** A port that nobody has now, and that the killed process takes again. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
