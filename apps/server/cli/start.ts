import { parseArgs } from 'node:util';
import { createLog } from '@shuke/http';
import { readConfig } from '../config.ts';
import { loadDemo } from '../demo.ts';
import { openServices } from '../open-services.ts';
import { serve, type Running } from '../serve.ts';
import { CommandFailed } from './command.ts';

const USAGE = 'Usage: npm start -- [--port N] [--host ADDRESS] [--no-demo]';

/** `npm start`: database, demo for an empty one, server; then waits to be stopped. */
export async function start(argv: readonly string[]): Promise<void> {
  const started = performance.now();
  const options = read(argv);
  if (options.help) return console.log(USAGE);
  const config = readConfig({
    ...process.env,
    ...(options.port === undefined ? {} : { SHUKE_PORT: options.port }),
    ...(options.host === undefined ? {} : { SHUKE_HOST: options.host }),
  });
  const say = (line: string): void => console.log(line);
  const services = await openServices(config, createLog(process.env.SHUKE_LOG ?? 'warn'), say);
  if (services.migrated.length > 0) say(`Migrated: ${services.migrated.join(', ')}.`);
  const demo = options['no-demo'] ? null : await loadDemo(services, say);
  const running = await serve(config, services);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(`\nShuke 熟客 is ready after ${seconds} s, on ${services.databaseIs}.`);
  say(`  Console    ${running.url}`);
  say(`  HTTP API   ${running.url}/openapi.json`);
  if (demo) say(`  Sign in    ${demo.signInName}\n  One-time password  ${demo.oneTimePassword}  (shown this once)`);
  else say('  Lost the password?  npm run shuke -- password owner');
  say('Stop with Ctrl-C.');
  await stopped(running);
}

function read(argv: readonly string[]) {
  const options = {
    port: { type: 'string' },
    host: { type: 'string' },
    'no-demo': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    throw new CommandFailed(`${(error as Error).message}\n${USAGE}`);
  }
}

/** Waits for a signal, then lets what is under way finish. A second signal changes nothing. */
async function stopped(running: Running): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
  console.log('\nStopping: finishing what is under way …');
  await running.stop();
  console.log('Stopped.');
}
