import { must, newId, type Random } from '@shuke/kernel';
import { Line, type Answer } from '../checkout/line.ts';
import type { Regular, Shop } from './town.ts';

// Tills of all shops: each sends its next request when the one before is answered.

/** What comes to the tills: of a hundred guests so many. */
const SHARES = { one: 60, several: 20, device: 10, conflict: 5, unknown: 5 } as const;
type Guest = keyof typeof SHARES;

interface Prepared {
  readonly bytes: Buffer;
  /** Whom the answer must name; null for nobody. */
  readonly expected: string | null;
}

export interface Period {
  readonly seconds: number;
  /** From sending to the whole answer, in milliseconds. */
  readonly latencies: Float64Array;
  readonly wrong: readonly string[];
}

const guests = Object.entries(SHARES).flatMap(([guest, share]) => Array<Guest>(share).fill(guest as Guest));

/** Who comes where, and whether the tills ask for the regular's card too. */
export interface Visits {
  readonly shops: readonly Shop[];
  readonly random: Random;
  readonly withCard: boolean;
}

/** Half of all guests come to the largest shop, as half of the members are its. */
function prepare({ shops, random, withCard }: Visits): Prepared {
  const shop = random.int(2) === 0 ? shops[0]! : random.pick(shops.slice(1));
  const guest = random.pick(guests);
  const [regular, other] = [random.pick(shop.regulars), random.pick(shop.regulars)];
  const signals = signalsOf(guest, { regular, other, random });
  const isNobody = guest === 'unknown' || (guest === 'conflict' && regular !== other);
  return { bytes: requestOf(shop, signals, withCard), expected: isNobody ? null : regular.customerId };
}

function signalsOf(
  guest: Guest,
  { regular, other, random }: { regular: Regular; other: Regular; random: Random },
): object[] {
  const device = { kind: 'device', value: `device-of-${regular.customerId}` };
  switch (guest) {
    case 'one':
      return [random.pick(regular.identifiers)];
    case 'several':
      return [...regular.identifiers];
    case 'device':
      return [regular.identifiers[0]!, device];
    case 'conflict':
      return [regular.identifiers[0]!, other.identifiers[0]!];
    case 'unknown':
      return [{ kind: 'payment_token', value: `NOBODY-${newId()}` }];
  }
}

function requestOf({ token, storeId }: Shop, signals: readonly object[], withCard: boolean): Buffer {
  const body = JSON.stringify({ signals, storeId });
  const head = [
    `POST /v1/recognitions${withCard ? '?include=card' : ''} HTTP/1.1`,
    'Host: bench',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** All lines send for so long. */
export async function run(lines: readonly Line[], visits: Visits, ms: number): Promise<Period> {
  const latencies: number[] = [];
  const wrong: string[] = [];
  const start = performance.now();
  const work = async (line: Line): Promise<void> => {
    while (performance.now() - start < ms) {
      const { bytes, expected } = prepare(visits);
      const sentAt = performance.now();
      const answer = await line.send(bytes);
      latencies.push(performance.now() - sentAt);
      if (!isRight(answer, expected))
        wrong.push(`expected ${expected ?? 'nobody'}, got ${answer.status} ${answer.body}`);
    }
  };
  await Promise.all(lines.map(work));
  return { seconds: (performance.now() - start) / 1000, latencies: Float64Array.from(latencies), wrong };
}

function isRight({ status, body }: Answer, expected: string | null): boolean {
  if (status !== 200) return false;
  const { customerId } = JSON.parse(body) as { customerId: string | null };
  return customerId === expected;
}

export const openLines = (port: number, count: number): Promise<Line[]> =>
  Promise.all(Array.from({ length: must(count, 'there are tills') }, () => Line.open(port)));
