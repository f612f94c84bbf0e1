import { randomFillSync } from 'node:crypto';
import type { IdentifierKind } from '@shuke/contract';
import { identifiersOf } from './town.ts';

// Rows of members in PostgreSQL's binary COPY form. Of a shop most bytes of a row are the same each time: they are a template,
// and the few that change are set in a copy of it. A million members are made faster than PostgreSQL takes them.

const CHUNK_BYTES = 1 << 18;
const ID_BYTES = 16;
const HASH_BYTES = 16;
const MINUTE_MS = 60_000;
const POSTGRES_EPOCH_MS = Date.UTC(2000, 0, 1);
/** People joined one after the other in the last thousand days. */
const JOINED_DAYS = 1000;

export type SealedKind = Extract<IdentifierKind, 'phone' | 'payment_token' | 'wechat_openid'>;

/** What the members of a shop have in common, and who of them has real hashes. */
export interface ShopRows {
  readonly merchantId: string;
  readonly members: number;
  /** Their ids, 16 bytes each, by their number. */
  readonly ids: Buffer;
  /** Hashes of those who come, by their number, in the order of their identifiers. */
  readonly hashes: ReadonlyMap<number, readonly Buffer[]>;
  /** Bytes as the vault makes them: a wrapped key, and an identifier of each kind sealed with it. */
  readonly key: Buffer;
  readonly sealed: Readonly<Record<SealedKind, Buffer>>;
}

/** Ids of version 7 as the application makes them, a minute after one another. */
export function newIds(count: number, now: number): Buffer {
  const ids = randomFillSync(Buffer.allocUnsafe(count * ID_BYTES));
  for (let n = 0; n < count; n += 1) {
    const at = n * ID_BYTES;
    ids.writeUIntBE(now - (count - n) * MINUTE_MS, at, 6);
    ids[at + 6] = 0x70 | (ids[at + 6]! & 0x0f);
    ids[at + 8] = 0x80 | (ids[at + 8]! & 0x3f);
  }
  return ids;
}

export const idText = (ids: Buffer, n: number): string =>
  ids.toString('hex', n * ID_BYTES, (n + 1) * ID_BYTES).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

const uuid = (text: string): Buffer => Buffer.from(text.replaceAll('-', ''), 'hex');
const NO_ID = Buffer.alloc(ID_BYTES);
const NO_TIME = Buffer.alloc(8);
const VERSION_1 = Buffer.from([0, 0, 0, 1]);

/** `copy customer (merchant_id, customer_id, source, created_at)`. */
export const customerRows = (shops: readonly ShopRows[]): Iterable<Buffer> =>
  copied(function* (write) {
    for (const shop of shops) {
      const { bytes, at } = templateOf([uuid(shop.merchantId), NO_ID, Buffer.from('till'), NO_TIME]);
      for (let n = 0; n < shop.members; n += 1) {
        idOf(shop, n).copy(bytes, at[1]!);
        setJoined(bytes, at[3]!, n);
        if (write(bytes)) yield;
      }
    }
  });

/** `copy customer_key (merchant_id, customer_id, wrapped, key_version)`. */
export const keyRows = (shops: readonly ShopRows[]): Iterable<Buffer> =>
  copied(function* (write) {
    for (const shop of shops) {
      const { bytes, at } = templateOf([uuid(shop.merchantId), NO_ID, shop.key, VERSION_1]);
      for (let n = 0; n < shop.members; n += 1) {
        idOf(shop, n).copy(bytes, at[1]!);
        if (write(bytes)) yield;
      }
    }
  });

/** `copy customer_identifier (merchant_id, kind, hash, customer_id, sealed, hint, source, created_at)`. */
export const identifierRows = (shops: readonly ShopRows[]): Iterable<Buffer> =>
  copied(function* (write) {
    for (const shop of shops) {
      const templates = identifierTemplates(shop);
      for (let n = 0; n < shop.members; n += 1) {
        const hashes = shop.hashes.get(n);
        for (const [i, { kind }] of KINDS[n % KINDS.length]!.entries()) {
          const { bytes, at } = templates[kind as SealedKind];
          setHash(bytes, at[2]!, hashes?.[i]);
          idOf(shop, n).copy(bytes, at[3]!);
          bytes.write(String(n % 10_000).padStart(4, '0'), at[5]! + HINT_DIGITS_AT, 'latin1');
          setJoined(bytes, at[7]!, n);
          if (write(bytes)) yield;
        }
      }
    }
  });

const KINDS = [0, 1, 2, 3].map(identifiersOf);
const HINT = Buffer.from('•••0000');
const HINT_DIGITS_AT = HINT.length - 4;

function identifierTemplates({ merchantId, sealed }: ShopRows): Record<SealedKind, Template> {
  const of = (kind: SealedKind): Template =>
    templateOf([
      uuid(merchantId),
      Buffer.from(kind),
      Buffer.alloc(HASH_BYTES),
      NO_ID,
      sealed[kind],
      HINT,
      Buffer.from('till'),
      NO_TIME,
    ]);
  return { phone: of('phone'), payment_token: of('payment_token'), wechat_openid: of('wechat_openid') };
}

interface Template {
  readonly bytes: Buffer;
  /** Where each field's value begins. */
  readonly at: readonly number[];
}

function templateOf(fields: readonly Buffer[]): Template {
  const bytes = Buffer.alloc(2 + fields.reduce((sum, field) => sum + 4 + field.length, 0));
  const at: number[] = [];
  let end = bytes.writeInt16BE(fields.length, 0);
  for (const field of fields) {
    at.push(bytes.writeInt32BE(field.length, end));
    end += 4 + field.copy(bytes, end + 4);
  }
  return { bytes, at };
}

const idOf = ({ ids }: ShopRows, n: number): Buffer => ids.subarray(n * ID_BYTES, (n + 1) * ID_BYTES);

const random = Buffer.allocUnsafe(1 << 16);
let randomLeft = 0;

/** To an index random bytes are what a hash is. */
function setHash(bytes: Buffer, at: number, hash: Buffer | undefined): void {
  if (hash) return void hash.copy(bytes, at);
  if (randomLeft === 0) randomLeft = randomFillSync(random).length;
  randomLeft -= HASH_BYTES;
  random.copy(bytes, at, randomLeft, randomLeft + HASH_BYTES);
}

const startedAt = Date.now();
const JOINED_MINUTES = JOINED_DAYS * 24 * 60;

function setJoined(bytes: Buffer, at: number, n: number): void {
  const minutesAgo = JOINED_MINUTES - ((2 * n) % JOINED_MINUTES);
  bytes.writeBigInt64BE(BigInt(startedAt - minutesAgo * MINUTE_MS - POSTGRES_EPOCH_MS) * 1000n, at);
}

/** Copies what is written into chunks with the head and the end of a COPY; `write` answers whether a chunk is full. */
function* copied(rows: (write: (row: Buffer) => boolean) => Iterable<void>): Iterable<Buffer> {
  yield Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
  let chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let end = 0;
  const write = (row: Buffer): boolean => {
    end += row.copy(chunk, end);
    return end > CHUNK_BYTES - MOST_ROW_BYTES;
  };
  for (const _ of rows(write)) {
    yield chunk.subarray(0, end);
    chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    end = 0;
  }
  yield chunk.subarray(0, end);
  yield Buffer.from([0xff, 0xff]);
}

const MOST_ROW_BYTES = 1024;
