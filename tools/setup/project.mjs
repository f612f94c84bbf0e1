// Plain JavaScript that any Node from 20 on runs: it works before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const MODULES = join(ROOT, 'node_modules');

/** The Node that runs Shuke, which npm brings, whatever Node the machine has. */
export const NODE = join(MODULES, 'node/bin/node');

/** Tells a person how set-up goes on. It is kept apart from a command's own output, which may go to a file. */
export const say = (line) => process.stderr.write(`${line}\n`);

/** Ends the program with a reason and what to do about it. */
export function fail(...lines) {
  for (const line of lines) say(line);
  process.exit(1);
}

/** Whether a program file was started itself rather than imported. */
export const isMain = (url) => process.argv[1] !== undefined && fileURLToPath(url) === realpathSync(process.argv[1]);

/** Whether a program can run here at all; its complaint otherwise. */
export function complaintOf(program) {
  const { error, status, stderr } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (error) return error.message;
  return status === 0 ? null : stderr.trim() || `it ended with status ${status}`;
}

/** The environment of our programs: tools of node_modules come first, so that theirs is our Node as well. */
export const environment = (extra = {}) => ({
  ...process.env,
  PATH: `${join(MODULES, '.bin')}:${process.env.PATH}`,
  ...extra,
});

/** Runs a program quietly and answers its status and all that it said. */
export function runQuietly(program, args, options) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ status: 1, output: `${output}${error.message}` }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

/**
 * Becomes a program of ours on our Node: passes signals on, and ends as it ends. TypeScript without its types and compiled
 * is kept from start to start, which takes half a second off each.
 */
export function become(file, args, cwd = ROOT) {
  const env = environment({ NODE_COMPILE_CACHE: join(ROOT, '.shuke/compile-cache') });
  const child = spawn(NODE, [join(ROOT, file), ...args], { cwd, env, stdio: 'inherit' });
  child.on('error', (error) => fail(`${NODE} cannot be started: ${error.message}`));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => passOn(child, signal));
  child.on('exit', (status, signal) => process.exit(status ?? 128 + constants.signals[signal]));
}

// Ctrl-C reaches every program of the terminal at once, and a second one might mean "without waiting": it is not repeated.
function passOn(child, signal) {
  const hasItAlready = signal === 'SIGINT' && process.stdin.isTTY;
  if (!hasItAlready) child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
}
