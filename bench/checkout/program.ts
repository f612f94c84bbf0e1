import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const MAIN = fileURLToPath(new URL('../../apps/server/main.ts', import.meta.url));
const PROFILED = new URL('profiled.ts', import.meta.url).href;

export interface Program {
  readonly port: number;
  readonly pid: number;
  /** Starts the profiler, or ends it and writes the profile; only of a program that was started with one. */
  toggleProfiler(): void;
  /** Stops as an operator would, and waits until what is under way is finished. */
  stop(): Promise<void>;
}

/** Where the program finds its database and keeps what is its own. */
export interface Home {
  readonly env: NodeJS.ProcessEnv;
}

export const homeOf = (databaseUrl: string, secret: string, folder: string): Home => ({
  env: { ...process.env, DATABASE_URL: databaseUrl, SHUKE_SECRET: secret, SHUKE_HOME: folder },
});

/** Starts the whole program as `npm start` does: HTTP, jobs and relay in one process, on a port of its own; with a file for a profile, ready to write one. */
export async function startProgram({ env }: Home, profile?: string): Promise<Program> {
  const preload = profile === undefined ? [] : ['--import', PROFILED];
  const args = [...preload, MAIN, 'start', '--no-demo', '--port', '0'];
  const child = spawn(process.execPath, args, {
    env: { ...env, ...(profile === undefined ? {} : { BENCH_PROFILE: profile }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const port = await Promise.race([portOf(child.stdout), exited.then(() => 0)]);
  if (port === 0) throw new Error('the server did not start');
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  return {
    port,
    pid: child.pid ?? 0,
    toggleProfiler: () => void child.kill('SIGUSR2'),
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      process.off('exit', endWithUs);
    },
  };
}

/** The port in the address that the program prints when it is ready; the pipe is then read on, so that it never fills. */
function portOf(stdout: NodeJS.ReadableStream): Promise<number> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: stdout });
    lines.on('line', (line) => {
      const found = /^ {2}Console +http:\/\/[^:]+:(\d+)/.exec(line);
      if (found) resolve(Number(found[1]));
    });
  });
}

/** Checks all books with the program's own command, which fails where something does not add up; answers its last line. */
export async function verifyBooks({ env }: Home): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'verify'], {
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.trim().split('\n').at(-1) ?? '';
}
