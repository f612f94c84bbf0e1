import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ImportView } from '@shuke/contract';
import { openBench, openMerchant, startServer, type BenchDatabase, type BenchServer } from './lib/database.ts';
import { isQuick, median, printFigures, printHead, rounded, thousands } from './lib/report.ts';
import { compareRows, copyRows, dumpRows, type Format } from './import/peer.ts';
import { MEMBER_SHARE, SIZES, writeReceipts } from './import/receipts.ts';

// 1,000,000 receipt lines from a file through parsing to durable orders, lines, people and catalogue, against COPY of the
// very rows that came out of it into identical tables with the same keys, on the same server, one after the other.

const ROUNDS = isQuick() ? 1 : 5;
const RUN = fileURLToPath(new URL('import/run.ts', import.meta.url));
// The binary form is told for the curious; on a slow machine a quick run would not end in time with it.
const FORMATS: readonly Format[] = isQuick() ? ['text'] : ['text', 'binary'];

interface Imported extends ImportView {
  readonly seconds: number;
  readonly peakMib: number;
}

interface Round {
  readonly imported: Imported;
  readonly copySeconds: Readonly<Record<Format, number>>;
}

async function runImport(database: BenchDatabase, path: string): Promise<Imported> {
  const services = openBench(database.ownerUrl);
  const { actor } = await openMerchant(services);
  await services.close();
  await database.owner.query('checkpoint');
  const { stdout } = await promisify(execFile)(process.execPath, [RUN, database.ownerUrl, actor.merchantId, path]);
  return JSON.parse(stdout) as Imported;
}

async function runRound(server: BenchServer, folder: string, receipts: number): Promise<Round> {
  const database = await server.database(`import_${process.pid}_${performance.now().toFixed(0)}`);
  const imported = await runImport(database, join(folder, 'receipts.csv'));
  if (imported.ordersNew !== receipts || imported.rowsRejected > 0) {
    throw new Error(
      `${imported.ordersNew} of ${receipts} receipts were imported, ${imported.rowsRejected} rows rejected`,
    );
  }
  const copySeconds = { text: 0, binary: 0 };
  for (const format of FORMATS) {
    await dumpRows(database, folder, format);
    copySeconds[format] = await copyRows(database, folder, format);
  }
  await compareRows(database);
  await database.close();
  return { imported, copySeconds };
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'shuke-bench-import-'));
  const server = await startServer();
  try {
    const path = join(folder, 'receipts.csv');
    const receipts = await writeReceipts(path, SIZES.lines);
    printHead('Import of receipts', {
      'receipt lines': SIZES.lines,
      receipts,
      customers: `${thousands(SIZES.customers)}, on ${MEMBER_SHARE * 100} % of the receipts`,
      products: SIZES.products,
      stores: SIZES.stores,
      file: `${(statSync(path).size / 1e6).toFixed(0)} MB of CSV`,
      database: `embedded PostgreSQL ${server.version}, fsync on`,
      rounds: ROUNDS,
    });
    const rounds: Round[] = [];
    for (let i = 0; i < ROUNDS; i += 1) {
      const round = await runRound(server, folder, receipts);
      rounds.push(round);
      printRound(i + 1, round);
    }
    printResult(rounds);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

function printRound(number: number, { imported, copySeconds }: Round): void {
  const copies = FORMATS.map((format) => `COPY ${format} ${copySeconds[format].toFixed(2)} s`).join(', ');
  const memory = `${imported.peakMib.toFixed(0)} MiB at most`;
  console.log(`  round ${number}: import ${imported.seconds.toFixed(2)} s, ${memory}; ${copies}`);
}

/**
 * The peer is COPY in its own default form, text: what rows in a file come as. Its binary form, which takes them already
 * parsed, is told beside it.
 */
function printResult(rounds: readonly Round[]): void {
  const seconds = median(rounds.map(({ imported }) => imported.seconds));
  const copied = (format: Format): number => median(rounds.map(({ copySeconds }) => copySeconds[format]));
  const peak = Math.max(...rounds.map(({ imported }) => imported.peakMib));
  const perSecond = (taken: number): string => thousands(SIZES.lines / taken);
  console.log(`\n  import ${perSecond(seconds)} lines a second, COPY ${perSecond(copied('text'))}`);
  console.log(`  ratio ${(copied('text') / seconds).toFixed(2)} (aim: 0.30 or more)`);
  if (FORMATS.includes('binary')) {
    console.log(`  against COPY of rows in PostgreSQL's own binary form ${(copied('binary') / seconds).toFixed(2)}`);
  }
  printFigures({
    rows: SIZES.lines,
    rows_per_s: rounded(SIZES.lines / seconds),
    copy_rows_per_s: rounded(SIZES.lines / copied('text')),
    ratio: rounded(copied('text') / seconds, 3),
    peak_mib: rounded(peak),
  });
}

await main();
