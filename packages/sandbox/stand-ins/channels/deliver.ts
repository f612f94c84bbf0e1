import type { ChannelContext } from './context.ts';

export interface Delivery {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Delivered {
  readonly status: number;
  readonly body: string;
}

const TRIES = 6;
const FIRST_WAIT_MS = 50;

/** Sends once; a server that is down counts as status 0. */
export async function deliverOnce({ url, method = 'POST', headers, body }: Delivery): Promise<Delivered> {
  try {
    const signal = AbortSignal.timeout(5000);
    const response = await fetch(url, { method, headers, signal, ...(body === undefined ? {} : { body }) });
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: 0, body: '' };
  }
}

/** Sends until it is taken, as platforms do; their waits of minutes are tens of milliseconds here. */
export async function deliver(delivery: Delivery, isTaken: (answer: Delivered) => boolean): Promise<Delivered> {
  let answer = await deliverOnce(delivery);
  for (let tried = 1; tried < TRIES && !isTaken(answer); tried += 1) {
    await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS * 2 ** tried));
    answer = await deliverOnce(delivery);
  }
  return answer;
}

export interface Telling {
  readonly number: string;
  readonly deliveries: readonly Delivery[];
  readonly isTaken: (answer: Delivered) => boolean;
  /** The same with a signature that is none. */
  readonly forged: Delivery;
}

/** Sends tellings with the faults that hit their number: forged ones in front, in another order, twice, at the same time. */
export async function tellWithFaults(context: ChannelContext, telling: Telling): Promise<Delivered[]> {
  const { number, deliveries, isTaken, forged } = telling;
  if (context.hits('forged', number)) await deliverOnce(forged);
  const ordered = context.hits('reordered', number) ? deliveries.toReversed() : deliveries;
  const answers: Delivered[] = [];
  for (const delivery of ordered) {
    const times = context.hits('duplicated', number) ? 2 : 1;
    const sent = await Promise.all(Array.from({ length: times }, () => deliver(delivery, isTaken)));
    answers.push(...sent);
  }
  return answers;
}
