import { join } from 'node:path';
import { tidy } from './check.ts';
import type { Finding } from './read/tree.ts';

const line = ({ path, line: at, rule, message, note }: Finding): string =>
  `${path}:${at} ${rule}: ${note ? 'note: ' : ''}${message}`;

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** Runs tidy from the command line: `main.ts` writes the generated documents, `main.ts --check` writes nothing. */
async function main(args: readonly string[]): Promise<number> {
  const unknown = args.find((arg) => arg !== '--check');
  if (unknown !== undefined) {
    console.error(`tidy does not know ${unknown}; usage: npm run tidy [-- --check]`);
    return 2;
  }
  const check = args.includes('--check');
  const { findings, notes, written, files } = await tidy(join(import.meta.dirname, '../..'), { check });
  for (const path of written) console.log(`wrote ${path}`);
  for (const note of notes) console.log(line(note));
  for (const finding of findings) console.log(line(finding));
  console.log(
    `tidy: ${plural(findings.length, 'finding')}, ${plural(notes.length, 'note')} in ${plural(files, 'file')}`,
  );
  return findings.length === 0 ? 0 : 1;
}

const code = await main(process.argv.slice(2));
// The server that describes itself may have opened something that would keep this process alive.
process.stdout.write('', () => process.exit(code));
