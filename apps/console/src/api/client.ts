import type { Problem } from '@shuke/contract';

/** A refusal of the server, in the words of the person's language. */
export class Refused extends Error {
  override name = 'Refused';
  readonly problem: Problem;
  readonly status: number;
  constructor(status: number, problem: Problem) {
    super(problem.says);
    this.status = status;
    this.problem = problem;
  }
}

export interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Record<string, string | number | undefined | null>;
  body?: unknown;
  /** Sent as it is, such as a file. */
  file?: Blob;
  /** One key per intention: a repeat after a lost answer does not act twice. */
  key?: string;
  signal?: AbortSignal;
}

/** Calls the HTTP API with the session's cookie. Throws `Refused`, or TypeError where the server cannot be reached. */
export async function call<T>(path: string, options: CallOptions = {}): Promise<T> {
  const response = await send(path, options);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** The same for an answer that is a file to keep. */
export const callForFile = async (path: string, options: CallOptions): Promise<Blob> =>
  (await send(path, options)).blob();

async function send(path: string, options: CallOptions): Promise<Response> {
  const headers: Record<string, string> = { 'accept-language': document.documentElement.lang };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (options.file) headers['content-type'] = 'application/octet-stream';
  if (options.key) headers['idempotency-key'] = options.key;
  const response = await fetch(path + queryText(options.query), {
    method: options.method ?? 'GET',
    headers,
    body: options.file ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
    signal: options.signal,
  });
  if (response.ok) return response;
  throw new Refused(response.status, await problemOf(response));
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return { code: 'unreadable_answer', says: `HTTP ${response.status}`, remedy: '', requestId: '' };
  }
}

function queryText(query: CallOptions['query']): string {
  const given = Object.entries(query ?? {}).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([k, v]) => [k, String(v)]))}`;
}
