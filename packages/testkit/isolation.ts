import { operationsOf, type App } from './operations.ts';

/**
 * How one route is asked for something that belongs to another merchant: real ids of theirs in the address, in the query
 * or in the body, and everything else such that the owner of those ids would be served.
 */
export interface IsolationCase {
  /** Method and path as in the OpenAPI document: `PATCH /v1/stores/{storeId}`. */
  readonly route: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly contentType?: string;
  /** Who tries it instead of those of the check, for routes that neither staff nor keys may call. */
  readonly signedIn?: Pick<IsolationCheck, 'intruder' | 'owner'>;
}

export interface IsolationCheck {
  readonly cases: readonly IsolationCase[];
  /** Signs in as somebody of one merchant who may do everything there. */
  readonly intruder: Readonly<Record<string, string>>;
  /** Signs in as an owner of the merchant whose ids the cases hold. */
  readonly owner: Readonly<Record<string, string>>;
}

/**
 * Tries every case as a stranger, who must be answered 403 or 404, and then as the owner, who must not: an id that is
 * nobody's would prove nothing. A route with an id in its address and no case is a fault too, so that none is forgotten.
 * Answers the faults in words; none is a pass. The owner's calls do what they say, deletions last.
 */
export async function isolationFaults(app: App, check: IsolationCheck): Promise<string[]> {
  const operations = await operationsOf(app);
  const known = new Map(operations.map((o) => [`${o.method} ${o.path}`, o]));
  const tried = new Set(check.cases.map((one) => one.route));
  const faults = operations
    .filter((o) => Object.keys(o.params).length > 0 && !tried.has(`${o.method} ${o.path}`))
    .map((o) => `${o.method} ${o.path} has no case: give it the id of another merchant`);
  for (const one of check.cases) {
    if (!known.has(one.route)) {
      faults.push(`${one.route} is the case of no route`);
      continue;
    }
    const { status, body } = await ask(app, one, (one.signedIn ?? check).intruder);
    if (status !== 403 && status !== 404) faults.push(`${one.route} answers a stranger ${status}: ${body}`);
  }
  for (const one of check.cases.toSorted(deletionsLast)) {
    if (!known.has(one.route)) continue;
    const { status, body } = await ask(app, one, (one.signedIn ?? check).owner);
    if (status === 403 || status === 404)
      faults.push(`${one.route} answers the owner ${status}, so its ids prove nothing: ${body}`);
    if (status === 400 || status >= 500)
      faults.push(`${one.route} answers the owner ${status}, so it was not really tried: ${body}`);
  }
  return faults;
}

const deletionsLast = (a: IsolationCase, b: IsolationCase): number =>
  Number(a.route.startsWith('DELETE')) - Number(b.route.startsWith('DELETE'));

let keys = 0;

async function ask(
  app: App,
  one: IsolationCase,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; body: string }> {
  const [method = '', path = ''] = one.route.split(' ');
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(one.params?.[name] ?? ''));
  const query = new URLSearchParams(one.query).toString();
  const answer = await app.inject({
    method: method as 'GET',
    url: query ? `${filled}?${query}` : filled,
    headers: {
      'idempotency-key': `isolation-${(keys += 1)}`,
      ...headers,
      ...(one.body === undefined ? {} : { 'content-type': one.contentType ?? 'application/json' }),
    },
    ...(one.body === undefined ? {} : { payload: one.body as string | object }),
  });
  return { status: answer.statusCode, body: answer.body.slice(0, 200) };
}
