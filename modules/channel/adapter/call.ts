import { isFields, type Fields } from './fields.ts';

/** What a platform's interface answered, or that there is nothing to be believed. */
export type Answered =
  | { readonly state: 'answered'; readonly status: number; readonly fields: Fields }
  | { readonly state: 'unknown'; readonly why: string };

export interface Request {
  readonly method?: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A cashier waits for it, and what is unknown by then is asked for by a job. */
const TIMEOUT_MS = 5000;
const MAX_ANSWER_BYTES = 1_000_000;

/** Calls a platform. Errors of the network, 5xx and what is not JSON are `unknown`: it may have done what it was asked. */
export async function call({ method = 'POST', url, headers = {}, body }: Request): Promise<Answered> {
  try {
    const init = { method, headers, signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' as const };
    const response = await fetch(url, body === undefined ? init : { ...init, body });
    const text = await response.text();
    if (response.status >= 500) return { state: 'unknown', why: `http_${response.status}` };
    if (text.length > MAX_ANSWER_BYTES) return { state: 'unknown', why: 'answer_too_long' };
    const fields = JSON.parse(text) as unknown;
    return isFields(fields)
      ? { state: 'answered', status: response.status, fields }
      : { state: 'unknown', why: 'answer_unreadable' };
  } catch (error) {
    return { state: 'unknown', why: error instanceof SyntaxError ? 'answer_unreadable' : 'no_answer' };
  }
}
