import { pino, type DestinationStream } from 'pino';
import type { Log } from '@shuke/db';

/** Structured JSON lines. What could hold a secret or a person is cut even where someone logs it by mistake. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const redact = ['password', 'token', 'secret', 'authorization', 'cookie', 'phone', 'name', 'identifier', 'email'];
  return pino(
    { level, base: null, redact: { paths: redact.flatMap((key) => [key, `*.${key}`]), remove: true } },
    destination as DestinationStream,
  );
}
