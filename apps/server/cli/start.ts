import { parseArgs } from 'node:util';
import { createLog } from '@shuke/http';
import { readConfig } from '../config.ts';
import { loadDemo } from '../demo.ts';
import { connectDemoPayments, hasDemoPayments, startDemoPayments } from '../demo-payments.ts';
import { openServices } from '../open-services.ts';
import { serve } from '../serve.ts';
import { CommandFailed } from './command.ts';

const USAGE = 'Usage: npm start -- [--port N] [--host ADDRESS] [--no-demo]';

/** `npm start`: database, server, demo for an empty database; then waits to be stopped. */
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
  // From here on a signal waits until there is something whole to stop: no half a demo, no database left running.
  const stopAsked = untilSignal();
  const services = await openServices(config, createLog(config.logLevel), say);
  const lost = services.keepDatabase();
  if (services.migrated.length > 0) say(`Migrated: ${services.migrated.join(', ')}.`);
  const running = await orEnd(services.close, () => serve(config, services));
  const demo = options['no-demo'] ? null : await orEnd(running.stop, () => loadDemo(services, say));
  const isShown = demo !== null || (!options['no-demo'] && hasDemoPayments(config.home));
  const payments = isShown ? await orEnd(running.stop, () => startDemoPayments(config.home)) : null;
  if (demo && payments) {
    const { merchantId } = demo;
    const publicUrl = config.publicUrl ?? running.url;
    await orEnd(running.stop, () => connectDemoPayments(services, { merchantId, url: payments.url, publicUrl }));
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(`\nShuke 熟客 is ready after ${seconds} s, on ${services.databaseIs}.`);
  say(`  Console    ${running.url}`);
  say(`  HTTP API   ${running.url}/openapi.json`);
  if (payments) say(`  Phone      ${payments.url}/phone  (where the demo's guests pay)`);
  if (demo) say(`  Sign in    ${demo.signInName}\n  One-time password  ${demo.oneTimePassword}  (shown this once)`);
  else say('  Lost the password?  npm run shuke -- password owner');
  say('Stop with Ctrl-C.');
  const fault = await Promise.race([stopAsked, lost]);
  if (!fault) say('\nStopping: finishing what is under way …');
  await running.stop();
  payments?.stop();
  // Whoever supervises us sees by the status that we did not want to end, and starts us again.
  if (fault) throw fault;
  say('Stopped.');
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

/** Takes a step of the start; where it fails, what was begun before it is ended first. */
async function orEnd<T>(end: () => Promise<void>, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    await end();
    throw error;
  }
}

/** Comes true with the first signal to stop. A second one changes nothing. */
const untilSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
