import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ImportEncoding } from '@shuke/contract';
import { ok, refuse, type Result } from '@shuke/kernel';
import type { FileRefusal } from '../errors.ts';

/** What is known of a file before it is read as rows. */
export interface FileHead {
  readonly bytesTotal: number;
  readonly isCompressed: boolean;
  /** The first bytes of the text, unpacked. */
  readonly bytes: Buffer;
  /** True where these are all there are. */
  readonly isWhole: boolean;
}

const HEAD_BYTES = 256 * 1024;
// Large pieces, for with each of them the reader asks once for what it has newly met; small enough to stay out of sight.
const PIECE_BYTES = 256 * 1024;
const GZIP = Buffer.from([0x1f, 0x8b]);

/** Reads the beginning of a file, unpacked where it is gzip by its first bytes, whatever its name. */
export async function readHead(path: string): Promise<Result<FileHead, FileRefusal>> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return refuse('import_file_missing');
  if (found.size === 0) return refuse('import_file_empty');
  const isCompressed = await startsWith(path, GZIP);
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of unpacked(path, isCompressed, () => {})) {
      pieces.push(piece);
      size += piece.length;
      if (size >= HEAD_BYTES) break;
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    return refuse('import_file_damaged');
  }
  if (size === 0) return refuse('import_file_empty');
  const bytes = Buffer.concat(pieces).subarray(0, HEAD_BYTES);
  return ok({ bytesTotal: found.size, isCompressed, bytes, isWhole: size < HEAD_BYTES });
}

async function startsWith(path: string, mark: Buffer): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mark.length), 0, mark.length, 0);
    return bytesRead === mark.length && buffer.equals(mark);
  } finally {
    await file.close();
  }
}

/** The bytes of a file, unpacked; `onBytes` is told how many were taken from the disk. */
async function* unpacked(
  path: string,
  isCompressed: boolean,
  onBytes: (count: number) => void,
): AsyncGenerator<Buffer> {
  const file: Readable = createReadStream(path, { highWaterMark: PIECE_BYTES });
  file.on('data', (piece: Buffer) => onBytes(piece.length));
  if (!isCompressed) return yield* file as AsyncIterable<Buffer>;
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
  file.on('error', (error) => gunzip.destroy(error));
  try {
    yield* file.pipe(gunzip) as AsyncIterable<Buffer>;
  } finally {
    file.destroy();
  }
}

export interface TextSource {
  readonly path: string;
  readonly isCompressed: boolean;
  readonly encoding: ImportEncoding;
  readonly onBytes?: (count: number) => void;
}

/** The text of a file in pieces. Throws what `isDamage` knows where the file is cut off or not what it seemed. */
export async function* textOf(source: TextSource): AsyncGenerator<string> {
  const decoder = new TextDecoder(source.encoding);
  for await (const piece of unpacked(source.path, source.isCompressed, source.onBytes ?? (() => {}))) {
    yield decoder.decode(piece, { stream: true });
  }
  yield decoder.decode();
}

/** True for what unpacking throws at a gzip file that is cut off or changed. */
export const isDamage = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^Z_(DATA|BUF)_ERROR$/.test(error.code);
