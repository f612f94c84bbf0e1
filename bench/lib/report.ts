import { availableParallelism, loadavg } from 'node:os';

/** True where the benchmark was asked for fewer repetitions. The data stays the same. */
export const isQuick = (): boolean => process.argv.includes('--quick');

/** Runs something and answers how long it took, in seconds. */
export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - start) / 1000 };
}

/** The middle of some numbers, which one disturbed round does not move. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** 1234567 as 1,234,567. */
export const thousands = (value: number): string => Math.round(value).toLocaleString('en-US');

/** Says what is measured and on what; a busy machine makes any figure doubtful, so its load is said too. */
export function printHead(title: string, sizes: Record<string, number | string>): void {
  console.log(`${title}\n`);
  for (const [name, size] of Object.entries(sizes)) {
    console.log(`  ${name.padEnd(22)} ${typeof size === 'number' ? thousands(size) : size}`);
  }
  const load = loadavg().map((one) => one.toFixed(1));
  console.log(
    `  ${'machine'.padEnd(22)} ${availableParallelism()} cores, load ${load.join(' ')}, Node ${process.versions.node}\n`,
  );
}

/** Ends a benchmark with its last line: one JSON object of named figures. */
export const printFigures = (figures: Record<string, number | string>): void =>
  console.log(`\n${JSON.stringify(figures)}`);

/** Rounds to some significant digits: more would claim a precision that no benchmark has. */
export const rounded = (value: number, digits = 4): number => Number(value.toPrecision(digits));
