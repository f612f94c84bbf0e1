import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { ImportPreview, ImportView } from '@shuke/contract';
import {
  checkMapping,
  importFile,
  importPresets,
  previewFile,
  writeRejects,
  type ImportProgress,
} from '@shuke/exchange';
import { instantToWallMs, refuse } from '@shuke/kernel';
import { CommandFailed, granted, needed, text, type Cli, type Command } from './command.ts';
import { table } from './table.ts';

const SHOWN = 5;

// Forms of dates that have a name rather than a pattern, as people write them.
const DATE_FORMATS: Readonly<Record<string, string>> = {
  '': 'no dates',
  iso: 'YYYY-MM-DDTHH:mm',
  unix: 'seconds since 1970',
  unix_ms: 'milliseconds since 1970',
};

/** `shuke import FILE`: previews a till's file, asks, imports it, and writes the rejected rows beside it. */
export const importReceipts: Command = {
  usage: 'import FILE [--preset NAME] [--mapping FILE] [--products FILE] [--yes | --preview]',
  says: "imports a till's receipts or a catalogue (CSV or gz), after a preview",
  options: {
    preset: { type: 'string' },
    mapping: { type: 'string' },
    products: { type: 'string' },
    yes: { type: 'boolean', short: 'y' },
    preview: { type: 'boolean' },
  },
  async run(cli) {
    const { args, options } = cli;
    const path = fileOf(needed(args[0], 'The file', importReceipts));
    const reading = { preset: text(options, 'preset') ?? undefined, mapping: mappingOf(text(options, 'mapping')) };
    const products = text(options, 'products');
    printPreview(cli, importable(cli, granted(await previewFile(cli.ctx, path, reading))));
    if (options.preview || !(options.yes || (await agrees()))) return cli.print('\nNothing was imported.');
    if (products !== null) await run(cli, fileOf(products), {});
    await run(cli, path, reading);
  },
};

function fileOf(given: string): string {
  // npm starts us at the project's root; a relative path is meant from where the person stands.
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), given);
  if (!existsSync(path)) throw new CommandFailed(`There is no file ${given}.`);
  return path;
}

function mappingOf(given: string | null) {
  if (given === null) return undefined;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(fileOf(given), 'utf8'));
  } catch (error) {
    if (error instanceof CommandFailed) throw error;
    throw new CommandFailed(`The mapping ${given} is not JSON: ${(error as Error).message}`);
  }
  return granted(checkMapping(content));
}

async function agrees(): Promise<boolean> {
  // A script must not take it for done.
  if (!process.stdin.isTTY) throw new CommandFailed('Nothing was imported: to import without being asked, add --yes.');
  const ask = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await ask.question('\nImport it? [y/N] ');
  ask.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** A preview of a file that could be imported, or `CommandFailed` with what is in the way, after what was noticed. */
function importable({ print }: Cli, preview: ImportPreview): ImportPreview {
  const { problem, warnings } = preview;
  if (problem === null) return preview;
  for (const { says } of warnings) print(`Note: ${says}`);
  const isStrange = problem.code === 'columns_unrecognised';
  const presets = importPresets().map(({ preset }) => preset);
  return granted(refuse(problem.code, isStrange ? { presets: presets.join(', ') } : { field: problem.field }));
}

function printPreview({ print }: Cli, preview: ImportPreview): void {
  const { statement, lines, rejects, warnings } = preview;
  print(`Read as ${preview.preset ?? 'a mapping of its own'}: ${preview.kind}.`);
  const dates = DATE_FORMATS[statement.dateFormat] ?? statement.dateFormat;
  print(
    `Times are of ${statement.timeZone} (${dates}), money is ${statement.currency} with "${statement.decimalMark}" ` +
      `as decimal mark; ${statement.encoding}, columns parted by ${JSON.stringify(statement.delimiter)}.`,
  );
  const rows = lines
    .slice(0, SHOWN)
    .map((line) => [
      line.row,
      wallTime(line.orderedAt, statement.timeZone),
      line.storeCode,
      line.customer,
      line.productName,
      line.quantity,
      line.amount,
    ]);
  print(`\n${table(['row', 'sold at', 'store', 'customer', 'product', 'quantity', 'amount'], rows)}`);
  for (const { row, column, says } of rejects.slice(0, SHOWN)) print(`row ${row}, ${column}: ${says}`);
  for (const { says } of warnings) print(`Note: ${says}`);
}

/** An instant as the shop's own clock showed it. */
function wallTime(instant: string | null, timeZone: string): string | null {
  if (instant === null) return null;
  const wallMs = instantToWallMs(Date.parse(instant), timeZone);
  return new Date(wallMs).toISOString().slice(0, 19).replace('T', ' ');
}

async function run(cli: Cli, path: string, reading: Parameters<typeof importFile>[1] | object): Promise<void> {
  const onProgress = (progress: ImportProgress): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r${progressText(progress)}   `);
  };
  const done = granted(await importFile(cli.ctx, { ...reading, path, onProgress }));
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  await printResult(cli, done, path);
}

function progressText(p: ImportProgress): string {
  const share = p.bytesTotal === 0 ? 100 : Math.floor((p.bytesRead / p.bytesTotal) * 100);
  return p.phase === 'reading'
    ? `reading ${share} %, ${p.rowsRead} rows, ${p.rowsRejected} rejected`
    : `posting ${p.ordersPosted} orders`;
}

async function printResult({ ctx, print }: Cli, done: ImportView, path: string): Promise<void> {
  print(
    `\n${done.fileName}: ${done.rowsRead} rows read, ${done.rowsRejected} rejected, ${done.rowsTidied} names tidied.`,
  );
  print(
    done.kind === 'catalogue'
      ? `${done.productsNew} new products.`
      : `${done.ordersNew} new orders (${done.ordersKnown} were known), ${done.customersNew} new customers, ` +
          `${done.productsNew} new products, ${done.storesNew} new stores.`,
  );
  if (done.rowsRejected === 0) return;
  const rejects = `${path}.rejects.csv`;
  await writeRejects(ctx, done.importId, rejects);
  print(`Why each rejected row was left out: ${rejects}`);
}
