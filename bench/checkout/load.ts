import { must, seededRandom } from '@shuke/kernel';
import { openBench } from '../lib/database.ts';
import { Line, type Answer } from './line.ts';
import type { Asked, Period, Told } from './load-process.ts';
import { Guests, prepared, type Prepared } from './requests.ts';
import { skuOf } from './shop.ts';
import { openTill } from './till.ts';
import { SIZES, type Chain } from './town.ts';

// The tills of all stores, in a process of their own: it does what it is asked to, one thing after the other.

const SEED = 20_261_127;
/** A period that is quicker ends when these are used up, and counts by the time that it took. */
const MOST_A_SECOND = 5_000;
/** Orders of the warm-up over which later ones are refused. */
const MOST_REMEMBERED = 500;
/** More wrong answers than these say no more. */
const MOST_SHOWN = 5;

let lines: Line[] = [];
let guests: Guests | undefined;
let ready: Prepared[] = [];

async function open(ownerUrl: string, chains: readonly Chain[]): Promise<void> {
  const services = openBench(ownerUrl);
  const skus = Array.from({ length: SIZES.products }, (_, i) => skuOf(i));
  const counters = await Promise.all(
    chains.map(async (chain) => ({ chain, till: await openTill(services, chain.merchantId, skus) })),
  );
  await services.close();
  guests = new Guests(seededRandom(SEED), counters);
}

async function connect(port: number, connections: number): Promise<void> {
  for (const line of lines) line.close();
  lines = await Promise.all(Array.from({ length: connections }, () => Line.open(port)));
}

/** Orders that are all to be accepted, so that later ones can be refused over them. */
async function warmUp(ms: number): Promise<Period> {
  const town = must(guests, 'the tills are opened first');
  const now = new Date();
  const orders = Array.from({ length: wantedIn(ms) }, () => town.order(now));
  const { period, sent } = await run(
    orders.map((order) => prepared(order)),
    ms,
  );
  town.remember(orders.slice(0, Math.min(sent, MOST_REMEMBERED)));
  return period;
}

async function measure(ms: number): Promise<Period> {
  const town = must(guests, 'the tills are opened first');
  const now = new Date();
  while (ready.length < wantedIn(ms)) ready.push(town.next(now));
  const { period, sent } = await run(ready, ms);
  ready = ready.slice(sent);
  return period;
}

const wantedIn = (ms: number): number => Math.ceil((ms / 1000) * MOST_A_SECOND);

/** Each line sends its next checkout when the one before is answered, until the time or the checkouts are over. */
async function run(checkouts: readonly Prepared[], ms: number): Promise<{ period: Period; sent: number }> {
  const latencies = new Float64Array(checkouts.length);
  const tally = { sent: 0, accepted: 0, refused: 0, lines: 0, inTime: 0 };
  const wrong: string[] = [];
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  let end = start + ms;
  const work = async (line: Line): Promise<void> => {
    while (performance.now() < end) {
      const checkout = checkouts[tally.sent];
      if (!checkout) return void (end = Math.min(end, performance.now()));
      const at = tally.sent++;
      const sentAt = performance.now();
      const answer = await line.send(checkout.bytes);
      const answeredAt = performance.now();
      latencies[at] = answeredAt - sentAt;
      const isAccepted = answer.status === 201;
      tally.lines += checkout.lines;
      tally[isAccepted ? 'accepted' : 'refused'] += 1;
      if (isAccepted && answeredAt <= end) tally.inTime += 1;
      if (!isRight(checkout, answer)) wrong.push(wrongAnswer(checkout, answer));
    }
  };
  await Promise.all(lines.map(work));
  const cpu = process.cpuUsage(cpuBefore);
  const { sent, ...counts } = tally;
  const seconds = (end - start) / 1000;
  const cpuSeconds = (cpu.user + cpu.system) / 1e6;
  const told = { ...counts, seconds, cpuSeconds, wrong: wrong.length, shown: wrong.slice(0, MOST_SHOWN) };
  return { period: { ...told, latencies: latencies.slice(0, sent) }, sent };
}

const isRight = ({ refusal }: Prepared, { status, body }: Answer): boolean =>
  refusal === null ? status === 201 : body.startsWith(`{"code":"${refusal}"`);

const wrongAnswer = ({ refusal, bytes }: Prepared, { status, body }: Answer): string =>
  `expected ${refusal ?? 201}, got ${status} ${body.slice(0, 300)}\n    for ${bytes.toString().split('\r\n\r\n')[1]}`;

async function answer(asked: Asked): Promise<Period | null> {
  switch (asked.ask) {
    case 'open':
      await open(asked.ownerUrl, asked.chains);
      return null;
    case 'connect':
      await connect(asked.port, asked.connections);
      return null;
    case 'warm_up':
      return warmUp(asked.ms);
    case 'measure':
      return measure(asked.ms);
  }
}

process.on('message', (asked: Asked) => {
  answer(asked).then(
    (period) => process.send!({ period } satisfies Told),
    (error: unknown) => process.send!({ error: String(error instanceof Error ? error.stack : error) } satisfies Told),
  );
});
