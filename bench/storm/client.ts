import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const WAITS_MS = 15_000;
const FIRST_AGAIN_MS = 150;
const MOST_AGAIN_MS = 4_000;

/** Sends a request; null where the server is gone, is starting, or died over it. */
export async function send(url: string, init: RequestInit): Promise<Answer | null> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(WAITS_MS) });
    const text = await response.text();
    const body = (text.startsWith('{') ? JSON.parse(text) : { text }) as Answer['body'];
    return response.status === 503 ? null : { status: response.status, body };
  } catch {
    return null;
  }
}

export const jsonOf = (method: string, body: object, headers: Record<string, string> = {}): RequestInit => ({
  method,
  headers: { ...headers, 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** A till: it repeats what is not answered, under the same key, until it is or the run is over. */
export class Till {
  readonly #url: string;
  readonly #token: string;
  #deadline = Number.POSITIVE_INFINITY;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** The run is over after so many milliseconds from now. */
  closeAfter(ms: number): void {
    this.#deadline = performance.now() + ms;
  }

  get isOver(): boolean {
    return performance.now() > this.#deadline;
  }

  get(path: string): Promise<Answer> {
    return this.#untilAnswered(path, { headers: this.#headers() });
  }

  post(path: string, body: object, key: string): Promise<Answer> {
    return this.#write('POST', path, { body, key });
  }

  put(path: string, body: object, key: string): Promise<Answer> {
    return this.#write('PUT', path, { body, key });
  }

  #write(method: string, path: string, { body, key }: { body: object; key: string }): Promise<Answer> {
    return this.#untilAnswered(path, jsonOf(method, body, { ...this.#headers(), 'idempotency-key': key }));
  }

  #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#token}` };
  }

  async #untilAnswered(path: string, init: RequestInit): Promise<Answer> {
    // Ever more patient: a thousand tills that ask at once as soon as a server is back would take it down again.
    for (let againMs = FIRST_AGAIN_MS; ; againMs = Math.min(againMs * 2, MOST_AGAIN_MS)) {
      const answer = await send(this.#url + path, init);
      if (answer) return answer;
      if (this.isOver) throw new Error(`${path} was never answered`);
      await sleep(againMs / 2 + randomInt(againMs));
    }
  }
}

/** What was answered, where it had to be good. */
export function good({ status, body }: Answer): Answer['body'] {
  if (status >= 200 && status < 300) return body;
  throw new Error(`${status} ${JSON.stringify(body)}`);
}
