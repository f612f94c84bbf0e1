import { seededRandom, type Random } from '@shuke/kernel';
import { hostileJson, hostileText, malformedBody } from './fuzz-values.ts';
import { operationsOf, type App, type Operation, type Shape } from './operations.ts';

export interface FuzzOptions {
  readonly requests: number;
  /** The same seed sends the same requests. */
  readonly seed: number;
  /** Signs the requests in, so that they get past the guard; an API key, which no request can sign out. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Real ids and codes, which get requests further into the handlers than made-up ones. */
  readonly values?: readonly string[];
  /** Called every thousand requests. */
  readonly onProgress?: (sent: number) => void;
}

/** A request that was answered as none may be. */
export interface FuzzFault {
  readonly nth: number;
  readonly request: string;
  readonly status: number;
  readonly body: string;
  readonly why: 'server error' | 'stack trace' | 'no problem shape' | 'thrown';
}

export interface FuzzReport {
  readonly sent: number;
  readonly byStatus: Readonly<Record<number, number>>;
  readonly faults: readonly FuzzFault[];
}

interface FuzzRequest {
  method: Operation['method'] | 'HEAD' | 'OPTIONS';
  url: string;
  headers: Record<string, string>;
  payload?: string | Buffer;
}

const STACK = /\n\s+at |node_modules|file:\/\/|\.ts:\d+|\bselect\b.*\bfrom\b/i;
const MOST_FAULTS = 50;

/**
 * Sends malformed requests made from an app's own OpenAPI document: wrong types, numbers beyond all bounds, missing and
 * unknown fields, deep nesting, bytes that are no UTF-8, NUL, wrong media types, tricks with addresses and headers. Every
 * third one is nearly right, so that handlers are reached too. Stops early after 50 faults.
 */
export async function fuzzApp(app: App, options: FuzzOptions): Promise<FuzzReport> {
  const operations = await operationsOf(app);
  const random = seededRandom(options.seed);
  const byStatus: Record<number, number> = {};
  const faults: FuzzFault[] = [];
  let sent = 0;
  for (; sent < options.requests && faults.length < MOST_FAULTS; sent += 1) {
    const request = requestFor(random.pick(operations), random, options);
    const fault = await send(app, request, byStatus);
    if (fault) faults.push({ nth: sent, request: describe(request), ...fault });
    if (sent % 1000 === 999) options.onProgress?.(sent + 1);
  }
  return { sent, byStatus, faults };
}

async function send(
  app: App,
  request: FuzzRequest,
  byStatus: Record<number, number>,
): Promise<Pick<FuzzFault, 'status' | 'body' | 'why'> | null> {
  try {
    const { statusCode: status, body, headers } = await app.inject(request);
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    const told = { status, body: body.slice(0, 300) };
    if (status >= 500) return { ...told, why: 'server error' };
    if (status >= 400 && STACK.test(body)) return { ...told, why: 'stack trace' };
    const isProblem = String(headers['content-type']).startsWith('application/problem+json');
    if (status >= 400 && request.method !== 'HEAD' && !isProblem) return { ...told, why: 'no problem shape' };
    return null;
  } catch (error) {
    return { status: 0, body: String(error).slice(0, 300), why: 'thrown' };
  }
}

/** The request in words, short enough to read in a failed test. */
function describe({ method, url, headers, payload }: FuzzRequest): string {
  const body = Buffer.isBuffer(payload) ? `bytes ${payload.toString('latin1')}` : JSON.stringify(payload);
  const sent = Object.entries(headers).filter(([name]) => name !== 'authorization' && name !== 'cookie');
  return `${method} ${JSON.stringify(url)} ${JSON.stringify(sent)} ${body}`.slice(0, 600);
}

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'] as const;

interface Spoiled {
  operation: Operation;
  random: Random;
  values: readonly string[];
  /** How likely each part is to be spoiled, 0 to 1. */
  wildness: number;
}

function requestFor(operation: Operation, random: Random, options: FuzzOptions): FuzzRequest {
  const wildness = random.pick([0.05, 0.3, 0.9]);
  const spoiled: Spoiled = { operation, random, values: options.values ?? [], wildness };
  const hasBody = operation.body !== null || random.next() < 0.1;
  return {
    method: random.next() < 0.03 ? random.pick(METHODS) : operation.method,
    url: addressOf(spoiled),
    headers: { ...headersOf(spoiled), ...(hasBody ? contentTypeOf(spoiled) : {}), ...options.headers },
    ...(hasBody ? { payload: payloadOf(spoiled) } : {}),
  };
}

const isSpoiled = ({ random, wildness }: Spoiled): boolean => random.next() < wildness;

function addressOf(spoiled: Spoiled): string {
  const { operation, random } = spoiled;
  const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (random.next() < spoiled.wildness / 4) return random.pick(ADDRESS_TRICKS);
    return encodeURIComponent(textOf(valueFor(operation.params[name] ?? {}, spoiled)));
  });
  const pairs = Object.entries(operation.query)
    .filter(() => random.next() < 0.5)
    .map(([name, shape]) => `${name}=${encodeURIComponent(textOf(valueFor(shape, spoiled)))}`);
  if (isSpoiled(spoiled)) pairs.push(random.pick(QUERY_TRICKS));
  return pairs.length > 0 ? `${filled}?${pairs.join('&')}` : filled;
}

// What is to be sent in an address must be text; half a surrogate pair cannot be encoded at all.
const textOf = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed();

const ADDRESS_TRICKS = [
  '%00',
  '%ZZ',
  '%',
  '%2e%2e%2f%2e%2e',
  '..',
  '.',
  '%c0%ae',
  '%ff',
  '*',
  '%0d%0aset-cookie:a=b',
  'a'.repeat(5000),
  '%F0%9F%98%80',
  '',
];
const QUERY_TRICKS = [
  '%',
  '%ZZ=1',
  '=',
  '&&&',
  '__proto__=1',
  '__proto__[a]=1',
  'constructor=1',
  'limit=1&limit=2',
  'after=%00',
  'limit=-1',
  'limit=1e9',
  'limit=0x10',
  'a='.repeat(500),
  'after=%FF',
];

function headersOf(spoiled: Spoiled): Record<string, string> {
  const { random } = spoiled;
  const headers: Record<string, string> = {};
  if (random.next() < 0.8)
    headers['idempotency-key'] = isSpoiled(spoiled) ? random.pick(KEY_TRICKS) : `fuzz-${random.int(1e9)}`;
  if (random.next() < 0.1)
    headers['accept-language'] = random.pick(['zh', 'zh-CN,en;q=0.1', ',,,', '*', 'x'.repeat(500)]);
  if (random.next() < 0.05)
    headers['shuke-merchant'] = random.pick(['x', '00000000-0000-7000-8000-000000000000', "' or 1=1"]);
  if (random.next() < 0.05)
    headers.cookie = random.pick([
      'shuke_session=x',
      'shuke_session=',
      '=;=;',
      'shuke_session="%00"',
      'a'.repeat(2000),
    ]);
  return headers;
}

const KEY_TRICKS = ['', 'short', 'k'.repeat(129), 'with space', 'emoji-😀'.normalize(), '"quoted-key"', '12345678'];

function contentTypeOf(spoiled: Spoiled): Record<string, string> {
  const { operation, random } = spoiled;
  if (!isSpoiled(spoiled)) return { 'content-type': operation.contentTypes[0] ?? 'application/json' };
  const type = random.pick([
    'application/json',
    'application/json; charset=utf-16',
    'text/plain',
    'application/xml',
    'multipart/form-data',
    'application/x-www-form-urlencoded',
    'application/octet-stream',
    'text/csv',
    '',
    ';',
    'application/json;;',
    '*/*',
  ]);
  return { 'content-type': type };
}

function payloadOf(spoiled: Spoiled): string | Buffer {
  const { operation, random } = spoiled;
  if (random.next() < spoiled.wildness / 3) return malformedBody(random);
  const value = valueFor(operation.body ?? {}, spoiled);
  return JSON.stringify(value) ?? '';
}

/** A value of a schema, or one that is wrong for it. */
function valueFor(shape: Shape, spoiled: Spoiled): unknown {
  const { random, values } = spoiled;
  if (random.next() < spoiled.wildness / 2) return hostileJson(random);
  if (shape.anyOf) return valueFor(random.pick(shape.anyOf), spoiled);
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return random.pick(shape.enum);
  const type = Array.isArray(shape.type) ? random.pick(shape.type as string[]) : (shape.type as string | undefined);
  if (type === 'object' || shape.properties) return objectFor(shape, spoiled);
  if (type === 'array')
    return Array.from({ length: random.pick([0, 1, 1, 2, 5]) }, () => valueFor(shape.items ?? {}, spoiled));
  if (type === 'integer' || type === 'number') return random.pick([shape.minimum ?? 0, shape.maximum ?? 1, 1, 7]);
  if (type === 'boolean') return random.next() < 0.5;
  if (type === 'null') return null;
  if (values.length > 0 && random.next() < 0.4) return random.pick(values);
  return textFor(shape, random);
}

function objectFor(shape: Shape, spoiled: Spoiled): Record<string, unknown> {
  const { random, wildness } = spoiled;
  const value: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(shape.properties ?? {})) {
    const isNeeded = shape.required?.includes(name) === true;
    if (random.next() < (isNeeded ? 1 - wildness / 4 : 0.6)) value[name] = valueFor(inner, spoiled);
  }
  if (random.next() < wildness / 4) value[hostileText(random)] = hostileJson(random);
  return value;
}

function textFor(shape: Shape, random: Random): string {
  const formats: Readonly<Record<string, readonly string[]>> = {
    uuid: [
      '01993c00-0000-7000-8000-000000000001',
      'FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF',
      'urn:uuid:01993c00-0000-7000-8000-000000000001',
    ],
    date: ['2026-03-02', '0000-01-01', '9999-12-31', '2026-02-30', '-000001-01-01'],
    'date-time': [
      '2026-03-02T10:00:00Z',
      '0000-01-01T00:00:00Z',
      '9999-12-31T23:59:60Z',
      '2026-03-02t10:00:00+23:59',
      '2026-03-02 10:00:00Z',
    ],
  };
  const known = formats[shape.format ?? ''];
  if (known) return random.pick(known);
  if (shape.pattern?.includes('\\d')) return random.pick(['1', '0', '12.50', '-1', '9999999999999.999', '0.001', '-0']);
  return random.pick([
    'soap',
    '肥皂',
    'A-1',
    '13900001111',
    'x'.repeat(Math.max(1, shape.minLength ?? 1)),
    hostileText(random),
  ]);
}
