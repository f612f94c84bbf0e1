import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { assert, isUuid, ok, refuse, type Refusal, type Result } from '@shuke/kernel';

/** Where the files that are sent are kept until they are imported. */
export interface Uploads {
  readonly uploadDir: string;
  /** The largest file that is taken over HTTP; 2 GiB unless told. */
  readonly maxBytes?: number;
}

/** Some 100,000,000 receipt lines, compressed. Larger files are imported with the command line. */
const MAX_UPLOAD_BYTES = 2 * 1024 * 1024 * 1024;

/** The file of an import. Its name is made of the id alone, never of what the sender called it. */
export function uploadPath({ uploadDir }: Uploads, importId: string): string {
  assert(isUuid(importId), 'an import id is a UUID');
  return join(uploadDir, importId);
}

/** Writes a stream to the file of an import, whole or not at all, and answers its size in bytes. */
export async function keepUpload(
  { maxBytes = MAX_UPLOAD_BYTES, ...uploads }: Uploads,
  importId: string,
  upload: Readable,
): Promise<Result<number, Refusal<'request_too_large' | 'import_file_empty'>>> {
  await mkdir(uploads.uploadDir, { recursive: true, mode: 0o700 });
  const path = uploadPath(uploads, importId);
  const partial = `${path}.partial`;
  try {
    const size = await writeUpTo(maxBytes, upload, partial);
    if (size > maxBytes) return refuse('request_too_large', { maxBytes });
    if (size === 0) return refuse('import_file_empty');
    await rename(partial, path);
    return ok(size);
  } finally {
    await rm(partial, { force: true });
  }
}

/** Answers how many bytes came, or more than `maxBytes` as soon as that is sure. */
async function writeUpTo(maxBytes: number, upload: Readable, path: string): Promise<number> {
  // What receipts say of people is for this program's user alone.
  const file = await open(path, 'wx', 0o600);
  let size = 0;
  try {
    // The stream is the request: ending it early would close the connection before the answer.
    for await (const piece of upload.iterator({ destroyOnReturn: false })) {
      size += (piece as Buffer).length;
      if (size > maxBytes) break;
      await file.write(piece as Buffer);
    }
    return size;
  } finally {
    await file.close();
  }
}

/** Deletes files that were sent before an instant; answers how many. */
export async function forgetUploads({ uploadDir }: Uploads, before: Date): Promise<number> {
  const names = await readdir(uploadDir).catch(() => []);
  let gone = 0;
  for (const name of names.filter((one) => isUuid(one.replace(/\.partial$/, '')))) {
    const path = join(uploadDir, name);
    const found = await stat(path).catch(() => null);
    if (!found?.isFile() || found.mtime >= before) continue;
    await rm(path, { force: true });
    gone += 1;
  }
  return gone;
}
