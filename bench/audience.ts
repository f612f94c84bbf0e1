import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  answerFrom,
  buildPostings,
  countStatement,
  readRule,
  resolve,
  type Known,
  type Postings,
} from '@shuke/audience';
import type { Reader } from '@shuke/insight';
import { must, seededRandom } from '@shuke/kernel';
import { openDuck, readerOf } from './audience/duck.ts';
import { randomRule } from './audience/rules.ts';
import { fillTown, MERCHANT, SIZES, storeId, TODAY } from './audience/town.ts';
import { isQuick, median, printFigures, printHead, rounded, thousands, timed } from './lib/report.ts';

// How many people a rule means, at ten million order lines: each rule once and cold, that is with nothing kept of it or of its parts, by the
// index in memory and by the same rule as SQL on the very DuckDB that the index was made from, which says what is right.

const RULES = 200;
/** So many of them are asked of DuckDB too. A quick run asks fewer, and times all of them on the index. */
const COMPARED = isQuick() ? 40 : RULES;
const AIM_P95_MS = 30;
const EARLIER = ['2026-01-31', '2025-06-30'];

type Questions = ReturnType<typeof questionsOf>;

const stores = Array.from({ length: SIZES.stores }, (_, i) => ({
  storeId: storeId(i),
  regionId: null,
  brandId: null,
  location: null,
}));

/** A rule as of today, and every fifth as of an earlier day where all of it can be. */
function questionsOf(random: ReturnType<typeof seededRandom>) {
  const rule = readRule(randomRule(random), 'CNY');
  if (!rule.ok) throw new Error(JSON.stringify(rule.refusal));
  const days = random.int(5) === 0 ? [random.pick(EARLIER), TODAY] : [TODAY];
  for (const asOf of days) {
    const moment = { asOf, today: TODAY, timeZone: 'Asia/Shanghai', dayStartMinute: 0 };
    const known: Known = { moment, currency: 'CNY', stores, classes: () => [] };
    const resolved = resolve(rule.value, known);
    if (resolved.ok) return { rule: rule.value, questions: resolved.value };
  }
  throw new Error('every rule can be asked as of today');
}

interface Timed {
  readonly people: number;
  readonly ms: number;
  readonly engine: 'postings' | 'duckdb';
}

const bySql = async (reader: Reader, { questions }: Questions): Promise<Timed> => {
  const statement = countStatement(questions, { merchantId: MERCHANT });
  const { value, seconds } = await timed(() => reader.one<{ people: number }>(statement));
  return { people: value.people, ms: seconds * 1000, engine: 'duckdb' };
};

/** As the module counts: from the index, and by SQL what it cannot express, which counts with the time that it takes. */
async function counted(reader: Reader, postings: Postings, asked: Questions): Promise<Timed> {
  const start = performance.now();
  const answer = answerFrom(postings, asked.questions, { explain: false, sample: 0 });
  const ms = performance.now() - start;
  if (answer) return { people: answer.people, ms, engine: 'postings' };
  const { people, ms: sqlMs } = await bySql(reader, asked);
  return { people, ms: ms + sqlMs, engine: 'duckdb' };
}

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)]!;

async function main(dir: string): Promise<void> {
  printHead('How many people a rule means', { ...SIZES, rules: RULES, 'compared with SQL': COMPARED });
  const connection = await openDuck(join(dir, 'town.duckdb'));
  const filled = await timed(() => fillTown(connection));
  const reader = readerOf(connection, MERCHANT, new Date(`${TODAY}T12:00:00Z`));
  const built = await timed(() => buildPostings(reader));
  const postings = built.value;
  const lines = postings.lines.order.length;
  console.log(
    `  filled in ${filled.seconds.toFixed(1)} s, index of ${thousands(lines)} lines built in ${built.seconds.toFixed(1)} s`,
  );
  if (lines !== SIZES.lines || postings.persons.length !== SIZES.customers) throw new Error('the town has other sizes');

  const random = seededRandom(1);
  // The machine code of the index is made while others are asked, as in a server that has been up for a minute.
  for (let i = 0; i < 30; i += 1) answerFrom(postings, questionsOf(random).questions, { explain: false, sample: 0 });
  const asked = Array.from({ length: RULES }, () => questionsOf(random));
  const times: Timed[] = [];
  for (const one of asked) times.push(await counted(reader, postings, one));
  const ratios: number[] = [];
  let mismatches = 0;
  for (const [i, one] of asked.slice(0, COMPARED).entries()) {
    const right = await bySql(reader, one);
    const own = must(times[i], 'each rule was counted');
    if (own.people !== right.people) mismatches += 1;
    if (own.people !== right.people) console.log(`  ${own.people} not ${right.people}: ${JSON.stringify(one.rule)}`);
    if (own.engine === 'postings') ratios.push(own.ms / right.ms);
  }
  report({ times, mismatches, ratio: median(ratios) });
}

function report({ times, mismatches, ratio }: { times: readonly Timed[]; mismatches: number; ratio: number }): void {
  const all = times.map(({ ms }) => ms);
  const fallbacks = times.filter(({ engine }) => engine === 'duckdb').length;
  const [p50, p95] = [percentile(all, 0.5), percentile(all, 0.95)];
  console.log(`  ${fallbacks} of ${RULES} rules went to SQL`);
  console.log(
    `  p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (aim ${AIM_P95_MS}), most ${Math.max(...all).toFixed(0)} ms`,
  );
  printFigures({
    lines: SIZES.lines,
    customers: SIZES.customers,
    rules: RULES,
    p50_ms: rounded(p50),
    p95_ms: rounded(p95),
    p95_aim_ms: AIM_P95_MS,
    mismatches,
    compared: COMPARED,
    fallbacks,
    ratio_to_duckdb: rounded(ratio),
  });
}

const dir = mkdtempSync(join(tmpdir(), 'shuke-bench-audience-'));
try {
  await main(dir);
} finally {
  rmSync(dir, { recursive: true, force: true });
}
