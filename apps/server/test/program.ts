import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll } from 'vitest';
import { must } from '@shuke/kernel';
import { databaseUrl, TEST_SECRET } from '@shuke/testkit';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Where the program keeps what is its own, and what else it is told by its environment. */
export type Env = Readonly<Record<string, string>>;

/** A home folder of the test file's own, gone at its end: no test touches the data of this clone. */
export function openHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'shuke-home-'));
  // Started by root, PostgreSQL runs as another account, which has to get in.
  chmodSync(home, 0o755);
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** What a program said and how it ended. */
export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function launch(env: Env, args: readonly string[]): ChildProcess {
  const { DATABASE_URL: _, INIT_CWD: __, ...ours } = process.env;
  return spawn(process.execPath, [MAIN, ...args], {
    env: { ...ours, SHUKE_SECRET: TEST_SECRET, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs a command of the CLI to its end, as somebody without a terminal does. */
export async function shuke(env: Env, ...args: string[]): Promise<Ran> {
  const child = launch(env, args);
  let [out, err] = ['', ''];
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (err += text));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, out, err };
}

/** The server in a process of its own. */
export interface Launched {
  /** Everything that it has printed so far, its log among it. */
  said(): string;
  kill(signal: NodeJS.Signals): void;
  /** Its exit status, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

export interface Server extends Launched {
  readonly url: string;
}

const STARTS_WITHIN_MS = 90_000;

/** Launches the server on a free port. */
export function launchServer(env: Env, ...args: string[]): Launched {
  const child = launch({ SHUKE_PORT: '0', ...env }, ['start', ...args]);
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  const ended = once(child, 'close').then(([status, signal]) => (status ?? signal) as number | NodeJS.Signals);
  return { said: () => said, kill: (signal) => void child.kill(signal), ended };
}

/** The same, and waits until it is ready. Throws with what it printed when it does not get there. */
export async function startServer(env: Env, ...args: string[]): Promise<Server> {
  const launched = launchServer(env, ...args);
  let hasEnded = false;
  void launched.ended.then(() => (hasEnded = true));
  await until(() => launched.said().includes('Ctrl-C') || hasEnded, STARTS_WITHIN_MS).catch(() => {});
  const url = /Console +(\S+)/.exec(launched.said())?.[1];
  if (url && !hasEnded) return { ...launched, url };
  launched.kill('SIGKILL');
  throw new Error(`the server did not start:\n${launched.said()}`);
}

/** Waits for something to come true. */
export async function until(condition: () => boolean | Promise<boolean>, limitMs = 60_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`did not come true within ${limitMs} ms: ${String(condition)}`);
    await sleep(20);
  }
}

let databases = 0;

/** A database of the test run's server, as somebody gives it with DATABASE_URL: empty, or like another one. */
export async function newDatabase(serverUrl: string, like = 'template1'): Promise<string> {
  const name = `shuke_program_${process.pid}_${(databases += 1)}`;
  await asOwner(serverUrl, (owner) => owner.query(`create database ${name} template ${like}`));
  return databaseUrl(serverUrl, name);
}

/** Looks at a database as its owner. */
export async function asOwner<T>(url: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** The one group of a pattern in a text. */
export const found = (text: string, pattern: RegExp): string =>
  must(pattern.exec(text)?.[1], `${pattern} is in what was printed:\n${text}`);
