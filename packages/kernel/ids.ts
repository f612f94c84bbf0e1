import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';

const POOL_BYTES = 4096;
const pool = new Uint8Array(POOL_BYTES);
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
let poolAt = POOL_BYTES;
let lastMs = 0;
let counter = 0;

/**
 * A UUIDv7 (RFC 9562): 48 bits of milliseconds, a 12-bit counter that keeps ids of one process and
 * millisecond in order, 62 random bits. Ids made later sort later, so B-trees grow at one end.
 */
export function newId(clock: Clock = systemClock): string {
  const ms = clock.now().getTime();
  if (ms > lastMs) {
    lastMs = ms;
    counter = 0;
  } else if (++counter > 0xfff) {
    // More than 4096 ids in a millisecond: borrow the next one rather than repeat a counter.
    lastMs += 1;
    counter = 0;
  }
  return format(lastMs, counter, randomHex16());
}

function randomHex16(): string {
  if (poolAt + 8 > POOL_BYTES) {
    // Web Crypto, not node:crypto: the console and the till run this file in a browser.
    crypto.getRandomValues(pool);
    poolAt = 0;
  }
  pool[poolAt] = (pool[poolAt]! & 0x3f) | 0x80;
  let hex = '';
  for (const end = poolAt + 8; poolAt < end; poolAt += 1) hex += HEX[pool[poolAt]!];
  return hex;
}

function format(ms: number, count: number, random: string): string {
  const time = ms.toString(16).padStart(12, '0');
  const version = (0x7000 | count).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${random.slice(0, 4)}-${random.slice(4)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a lower-case UUID. What is spliced into SQL text or a policy must have passed this. */
export const isUuid = (text: string): boolean => UUID.test(text);

/** The millisecond in which a UUIDv7 was made. */
export const idTimeMs = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** What sorts before every UUIDv7 of a millisecond and after all of those before: the end of a range of ids. */
export const idFloor = (ms: number): string => format(ms, 0, '0'.repeat(16));
