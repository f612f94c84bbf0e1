import { isQuick, printFigures, printHead, rounded, thousands } from './lib/report.ts';
import { runStorm, type StormOptions } from './storm/run.ts';
import { FAULT_RATE } from './storm/weather.ts';

// Payments through everything that can go wrong: see README.md. `--seed N` draws other guests, kills and faults.

const seedAt = process.argv.indexOf('--seed');
const SEED = seedAt < 0 ? 1 : Number(process.argv[seedAt + 1]);

const FULL: StormOptions = {
  orders: 10_000,
  seed: SEED,
  kills: { shop: 25, database: 5, providers: 5 },
  stormMs: 300_000,
  calmMs: 900_000,
  returnsUntil: 1,
};
const QUICK: StormOptions = {
  orders: 1_000,
  seed: SEED,
  kills: { shop: 2, database: 1, providers: 1 },
  stormMs: 12_000,
  calmMs: 600_000,
  returnsUntil: 0.2,
};

async function main(): Promise<void> {
  const options = isQuick() ? QUICK : FULL;
  const { shop, database, providers } = options.kills;
  printHead('Payments in a storm', {
    orders: `${thousands(options.orders)} within ${options.stormMs / 1000} s, by code and QR, WeChat and Alipay`,
    faults: `${FAULT_RATE * 100} % of calls and notices, of each kind`,
    kills: `server ${shop}, database ${database}, providers ${providers}`,
    seed: options.seed,
  });
  const { lost, doubled, payments, settledAfterMs, ...storm } = await runStorm(options);
  for (const [name, found] of Object.entries({ lost, doubled })) {
    for (const one of found.slice(0, 20)) console.log(`  ${name.padEnd(22)} ${one}`);
  }
  console.log(`  ${'settled'.padEnd(22)} ${(settledAfterMs / 1000).toFixed(1)} s after the storm`);
  console.log(`  ${'bills'.padEnd(22)} ${storm.lines} lines; ${storm.takenIn} taken in, ${storm.open} open`);
  console.log(`  ${'orders'.padEnd(22)} ${thousands(storm.orders)} in the books`);
  console.log(`  ${'verify'.padEnd(22)} ${storm.verified}`);
  printFigures({
    payments,
    faults: storm.faults,
    kills: storm.kills,
    lost: lost.length,
    doubled: doubled.length,
    difference_minor: storm.differenceMinor,
    open_differences: storm.open,
    orders: storm.orders,
    settled_after_s: rounded(settledAfterMs / 1000, 3),
  });
  const isWhole = lost.length + doubled.length + storm.differenceMinor + storm.open === 0;
  if (!isWhole || storm.orders !== options.orders) process.exitCode = 1;
}

await main();
