import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Program {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** What it prints when it is ready, with its address as the one group. */
  readonly ready: RegExp;
}

/** A program in a process of its own, which can be killed and started again. It goes with this process. */
export class Restartable {
  readonly #program: Program;
  #child: ChildProcess | null = null;

  constructor(program: Program) {
    this.#program = program;
    process.once('exit', () => void this.#child?.kill('SIGKILL'));
  }

  /** Answers the address that it prints. Throws where it ends before it is ready. */
  async start(): Promise<string> {
    const { args, env, ready } = this.#program;
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    this.#child = child;
    const ended = once(child, 'exit').then(() => null);
    const url = await Promise.race([printed(child.stdout, ready), ended]);
    if (url === null) throw new Error(`${args[0]} ended before it was ready`);
    return url;
  }

  /** Ends it at once, whatever it is at; answers when it is gone. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Ends it as an operator does. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

/** The pipe is read on after what was looked for, so that it never fills. */
function printed(stdout: NodeJS.ReadableStream, pattern: RegExp): Promise<string> {
  return new Promise((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      const found = pattern.exec(line)?.[1];
      if (found) resolve(found);
    });
  });
}
