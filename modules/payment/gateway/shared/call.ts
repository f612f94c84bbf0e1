import { unknown, type Unknown } from './unknown.ts';

export interface HttpCall {
  readonly method?: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A bill may take longer and be larger than an answer. */
  readonly timeoutMs?: number;
  readonly mostBytes?: number;
}

export interface Answered {
  readonly state: 'answered';
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** A cashier waits for it; what is unknown by then is settled by asking. */
export const TIMEOUT_MS = 10_000;
const MOST_BYTES = 1_000_000;

/** What a bill may take: half a million lines of a day are some 150 MB. */
export const FOR_A_FILE = { timeoutMs: 120_000, mostBytes: 256_000_000 } as const;

/** Calls a provider. It never throws because of what happens on the way: without an answer it is unknown what became of it. */
export async function call(asked: HttpCall): Promise<Answered | Unknown> {
  const { method = 'POST', url, headers = {}, body, timeoutMs = TIMEOUT_MS, mostBytes = MOST_BYTES } = asked;
  try {
    // A redirection would take what is signed to somebody else.
    const init = { method, headers, signal: AbortSignal.timeout(timeoutMs), redirect: 'error' as const };
    const response = await fetch(url, body === undefined ? init : { ...init, body });
    const bytes = await bodyOf(response, mostBytes);
    return bytes
      ? { state: 'answered', status: response.status, headers: response.headers, body: bytes }
      : unknown('answer_too_long');
  } catch (error) {
    return unknown(error instanceof DOMException && error.name === 'TimeoutError' ? 'timeout' : 'no_answer');
  }
}

async function bodyOf(response: Response, mostBytes: number): Promise<Buffer | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > mostBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
