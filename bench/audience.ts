import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { countStatement, Crew, type Index } from '@shuke/audience';
import type { Reader } from '@shuke/insight';
import { must, seededRandom } from '@shuke/kernel';
import { drawQuestions, type Drawn } from './audience/draw.ts';
import { connect, openDuck, readerOf } from './audience/duck.ts';
import { fillTown, SIZES, TODAY } from './audience/town.ts';
import { isQuick, median, printFigures, printHead, rounded, thousands, timed } from './lib/report.ts';

// How many people a rule means, at ten million order lines: each rule once and cold, that is with nothing kept of it or of its parts, by the
// index in memory, and by the same rule as SQL on the very DuckDB that the index was made from, which says what is right.

const RULES = 200;
/** So many are asked of DuckDB one at a time, for the ratio; the others two at a time, for they only say what is right. */
const ALONE = isQuick() ? 8 : 100;
/** A quick run compares as many as there is time for: each takes DuckDB about a second. */
const COMPARING_MS = isQuick() ? 12_000 : Infinity;
const AIM_P95_MS = 30;
const NOW = new Date(`${TODAY}T12:00:00Z`);
const COUNT = { explain: false, sample: 0 };

interface Timed {
  readonly people: number;
  readonly ms: number;
}

/** As the module counts: by threads that each have a share of the people. */
async function byIndex(index: Index, { questions }: Drawn): Promise<Timed> {
  const { value, seconds } = await timed(() => index.count(questions, COUNT));
  return { people: value.people, ms: seconds * 1000 };
}

async function bySql(reader: Reader, { questions }: Drawn): Promise<Timed> {
  const statement = countStatement(questions, { merchantId: reader.merchantId });
  const { value, seconds } = await timed(() => reader.one<{ people: number }>(statement));
  return { people: value.people, ms: seconds * 1000 };
}

/** What SQL says of the rules: of the first ones one at a time, then two readers side by side; of all, or while there is time. */
async function allBySql(readers: readonly Reader[], asked: readonly Drawn[]): Promise<Timed[]> {
  const [first] = readers;
  const end = performance.now() + COMPARING_MS;
  const answers: Timed[] = [];
  for (const one of asked.slice(0, ALONE)) answers.push(await bySql(must(first, 'there is a reader'), one));
  let next = ALONE;
  const work = async (reader: Reader): Promise<void> => {
    while (next < asked.length && performance.now() < end) {
      const at = next;
      next += 1;
      answers[at] = await bySql(reader, asked[at]!);
    }
  };
  await Promise.all(readers.map(work));
  return answers;
}

/** Builds the index as a server does, and tells for how long at most nothing else could run. */
async function built(reader: Reader): Promise<{ index: Index; seconds: number; stoodMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const { value: index, seconds } = await timed(() => new Crew().build(reader));
  delay.disable();
  return { index, seconds, stoodMs: delay.max / 1e6 };
}

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)]!;

async function main(dir: string): Promise<void> {
  printHead('How many people a rule means', { ...SIZES, rules: RULES });
  const duck = await openDuck(join(dir, 'town.duckdb'));
  const filled = await timed(async () => fillTown(await connect(duck)));
  const readers = [await readerOf(duck, NOW), await readerOf(duck, NOW)];
  const { index, seconds, stoodMs } = await built(readers[0]!);
  const { lines } = index;
  const bytes = index.bytes / lines;
  console.log(`  filled in ${filled.seconds.toFixed(1)} s`);
  console.log(
    `  index of ${thousands(lines)} lines in ${seconds.toFixed(1)} s, ${bytes.toFixed(1)} bytes a line with all people`,
  );
  console.log(`  while it was built nothing stood still for more than ${stoodMs.toFixed(0)} ms`);
  if (lines !== SIZES.lines || index.people !== SIZES.customers) throw new Error('the town has other sizes');

  const random = seededRandom(1);
  // The machine code of the index is made while others are asked, as in a server that has been up for a minute.
  for (let i = 0; i < 60; i += 1) await byIndex(index, drawQuestions(random));
  const asked = Array.from({ length: RULES }, () => drawQuestions(random));
  const times: Timed[] = [];
  for (const one of asked) times.push(await byIndex(index, one));
  const right = await allBySql(readers, asked);
  const wrong = asked.filter((_, i) => i < right.length && times[i]!.people !== right[i]!.people);
  for (const one of wrong) console.log(`  counted wrongly: ${JSON.stringify(one.rule)} as of ${one.questions.asOf}`);
  report({ times, right, mismatches: wrong.length, indexSeconds: seconds, stoodMs });
}

interface Measured {
  readonly times: readonly Timed[];
  readonly right: readonly Timed[];
  readonly mismatches: number;
  readonly indexSeconds: number;
  readonly stoodMs: number;
}

function report({ times, right, mismatches, indexSeconds, stoodMs }: Measured): void {
  const all = times.map(({ ms }) => ms);
  const alone = right.slice(0, ALONE).map(({ ms }) => ms);
  const ratio = median(alone.map((ms, i) => all[i]! / ms));
  const [p50, p95] = [percentile(all, 0.5), percentile(all, 0.95)];
  console.log(`  no rule went to SQL; ${right.length} of ${RULES} were compared with it, ${mismatches} differ`);
  console.log(
    `  p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (aim ${AIM_P95_MS}), most ${Math.max(...all).toFixed(0)} ms; DuckDB p50 ${median(alone).toFixed(0)} ms`,
  );
  printFigures({
    lines: SIZES.lines,
    customers: SIZES.customers,
    rules: RULES,
    p50_ms: rounded(p50),
    p95_ms: rounded(p95),
    p95_aim_ms: AIM_P95_MS,
    mismatches,
    compared: right.length,
    fallbacks: 0,
    ratio_to_duckdb: rounded(ratio),
    index_s: rounded(indexSeconds),
    longest_stand_ms: rounded(stoodMs),
  });
}

const dir = mkdtempSync(join(tmpdir(), 'shuke-bench-audience-'));
try {
  await main(dir);
} finally {
  rmSync(dir, { recursive: true, force: true });
}
