import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { IDEMPOTENCY_KEY } from '@shuke/contract';
import { constraintOf, sqlState, type FollowerHealth, type Services } from '@shuke/db';
import { refuse, type Refusal, type Result } from '@shuke/kernel';
import { enter, sessionCookie, type Door } from './guard.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { describeApi, openApiSchema } from './openapi.ts';
import { refusalOfError, sendRefusal } from './problem.ts';
import { addRawRoutes, type RawRoute } from './raw.ts';
import type { AdmitGuest, Authenticate, Call, Download, PublicRoute, Route } from './route.ts';
import { couldBeUnstorable, unstorable, validatorCompiler } from './validation.ts';

export interface AppOptions {
  services: Services;
  authenticate: Authenticate;
  /** Needed where there are routes of guests. */
  admitGuest?: AdmitGuest;
  routes: readonly Route[];
  /** Where providers call, in forms of their own. */
  callbacks?: readonly RawRoute[];
  /** Answers whether the database is there; `/ready` says so to the load balancer. */
  isReady: () => Promise<boolean>;
  /** How the followers of this process are doing, for `/metrics`; null while there are none. */
  followers?: () => FollowerHealth | null;
  /** Calls a minute from one address to a public route. */
  publicCallsPerMinute?: number;
  /** Whose forwarding headers are believed: addresses or networks of proxies, by default this machine's own. */
  trustProxy?: string;
}

const BODY_LIMIT_BYTES = 1024 * 1024;

/** Builds the HTTP server: every route guarded, checked, measured and described, every refusal in one shape. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: () => randomUUID(),
    logger: false,
    trustProxy: options.trustProxy ?? 'loopback',
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    // Who is on the line when the server goes down is still served, and then let go.
    return503OnClosing: false,
    // An address that cannot even be read meets no route and none of the hooks, yet is answered in the same shape.
    frameworkErrors: (error, request, reply) =>
      void answerError(options.services, {
        request: request as FastifyRequest,
        reply: reply as unknown as FastifyReply,
        error,
      }),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setErrorHandler((error, request, reply) => answerError(options.services, { request, reply, error }));
  app.setNotFoundHandler((request, reply) => sendRefusal(request, reply, { code: 'not_found' }));
  readJson(app);
  const metrics = createMetrics(options.services, options.followers);
  watch(app, options.services, metrics);
  letGoAtTheEnd(app);
  await app.register(cookie);
  await app.register(helmet, { contentSecurityPolicy: { directives: PAGE_POLICY } });
  await app.register(rateLimit, { global: false });
  await app.register(underPressure, PRESSURE);
  await describeApi(app);
  addHealth(app, options, metrics);
  const door = { services: options.services, authenticate: options.authenticate, admitGuest: options.admitGuest };
  const perMinute = options.publicCallsPerMinute ?? 120;
  for (const route of options.routes) {
    if (route.uploads) await app.register(async (scope) => addUploadRoute(scope, { door, route, perMinute }));
    else addRoute(app, { door, route, perMinute });
  }
  await addRawRoutes(app, { services: options.services, routes: options.callbacks ?? [] });
  return app;
}

// Who comes while the event loop lags 2 s on average is told to come back. A sample takes 5 s: one in which the loop did
// not turn at all counts as endless lag, and on a small machine under load starting alone can block it for a second.
const PRESSURE = { maxEventLoopDelay: 2000, sampleInterval: 5000, retryAfter: 2 };

// The console styles its components from script, so inline styles are allowed; scripts come from this server alone.
const PAGE_POLICY = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  connectSrc: ["'self'"],
  upgradeInsecureRequests: null,
};

/** What the log says of an error. PostgreSQL quotes the values that it refuses, so of its words only the code stays. */
function diagnosisOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const state = 'severity' in error ? sqlState(error) : null;
  const stack = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  const said = state === null ? error.message : `database error ${state} ${constraintOf(error) ?? ''}`.trim();
  return { error: said, stack, ...(error.cause ? { cause: diagnosisOf(error.cause) } : {}) };
}

interface Failed {
  request: FastifyRequest;
  reply: FastifyReply;
  error: unknown;
}

function answerError(services: Services, { request, reply, error }: Failed): FastifyReply {
  const refusal = refusalOfError(error);
  if (refusal.code === 'internal_error' || refusal.code === 'unavailable') {
    services.log.error(
      { requestId: request.id, route: request.routeOptions.url, ...diagnosisOf(error) },
      'request failed',
    );
  }
  return sendRefusal(request, reply, refusal);
}

interface Placed {
  door: Door;
  route: Route;
  perMinute: number;
}

/** Reads JSON as fastify does, and notes of each body whether it has to be looked through. */
function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    request.isPlain = !couldBeUnstorable(text as string);
    void parse(request, text as string, done);
  });
}

/** A route that is sent a file hands on the stream as it comes: nothing reads, checks or limits it before the handler. */
function addUploadRoute(scope: FastifyInstance, placed: Placed): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser([...(placed.route.uploads ?? [])], (_request, payload, done) => done(null, payload));
  addRoute(scope, placed);
}

// A shop's Wi-Fi is one address for all its guests.
const GUESTS_AT_AN_ADDRESS = 5;

/** Who is limited by address: whoever needs no staff session and no key. */
function limitOf({ access }: Route, perMinute: number): object {
  if (access !== 'public' && access !== 'guest') return {};
  const max = access === 'guest' ? perMinute * GUESTS_AT_AN_ADDRESS : perMinute;
  return { config: { rateLimit: { max, timeWindow: '1 minute' } } };
}

function addRoute(app: FastifyInstance, { door, route, perMinute }: Placed): void {
  app.route({
    method: route.method,
    url: route.url,
    schema: openApiSchema(route),
    // Answers are no pages, so the pages' policy is not sent with them: its dozen headers are a thirtieth of a checkout.
    helmet: false,
    ...limitOf(route, perMinute),
    preValidation: (request, reply, done) => {
      void reply.headers(ANSWER_HEADERS);
      const problem = unstorable(request.params) ?? unstorable(request.query) ?? bodyProblem(route, request);
      if (problem === null) done();
      else sendRefusal(request, reply, refuse('invalid_request', { problem }).refusal);
    },
    // Whoever may not call a route learns that before anything about its shape.
    onRequest: async (request, reply) => {
      if (route.access === 'public') return;
      const entered = await enter(door, request, route.access);
      if (!entered.ok) return sendRefusal(request, reply, entered.refusal);
      request.shuke = entered.value;
    },
    handler: async (request, reply) => {
      const call = callOf(request, reply);
      const missing = route.keyed === true && !keyPattern.test(call.key);
      const result = missing
        ? refuse('invalid_request', { field: 'header Idempotency-Key', problem: 'send 8 to 128 visible characters' })
        : await handle(route, { request, call, services: door.services });
      return answer(route, { request, reply, result });
    },
  });
}

function bodyProblem(route: Route, request: FastifyRequest): string | null {
  if (route.uploads) return request.body instanceof Readable ? null : 'send the file itself as the body';
  return request.isPlain ? null : unstorable(request.body);
}

const ANSWER_HEADERS = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };

const keyPattern = new RegExp(IDEMPOTENCY_KEY);

function callOf(request: FastifyRequest, reply: FastifyReply): Call<unknown, unknown, unknown> {
  const key = request.headers['idempotency-key'];
  return {
    params: request.params,
    query: request.query,
    body: request.body,
    key: typeof key === 'string' ? key : '',
    upload: request.body as Readable,
    session: sessionCookie(request, reply),
    address: request.ip,
  };
}

interface Handled {
  request: FastifyRequest;
  call: Call<unknown, unknown, unknown>;
  services: Services;
}

const handle = (route: Route, { request, call, services }: Handled): Promise<Result<unknown, Refusal>> =>
  route.access === 'public' ? (route as PublicRoute).handle(services, call) : route.handle(request.shuke!, call);

interface Answer {
  request: FastifyRequest;
  reply: FastifyReply;
  result: Result<unknown, Refusal>;
}

function answer(route: Route, { request, reply, result }: Answer): FastifyReply {
  if (!result.ok) return sendRefusal(request, reply, result.refusal);
  if (route.downloads) {
    const { stream, fileName, type = route.downloads } = result.value as Download;
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`;
    return reply.type(type).header('content-disposition', disposition).send(stream);
  }
  if (!route.answer) return reply.code(204).send();
  return reply.code(route.status ?? 200).send(result.value);
}

/** Writes one line a request: the route's pattern and who asked, never the address or what was sent. */
function watch(app: FastifyInstance, services: Services, metrics: Metrics): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.observe({ method: request.method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
    services.log.info(
      {
        requestId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        merchantId: request.shuke?.actor.merchantId,
        actorId: request.shuke?.actor.id,
      },
      'request',
    );
    done();
  });
}

/** Whoever is answered while the server goes down is not kept on the line: it would wait for callers to hang up. */
function letGoAtTheEnd(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) void reply.header('connection', 'close');
  });
}

function addHealth(app: FastifyInstance, options: AppOptions, metrics: Metrics): void {
  const hidden = { schema: { hide: true } };
  app.get('/health', hidden, async () => ({ status: 'alive' }));
  app.get('/ready', hidden, async (_request, reply) => {
    const ready = await options.isReady().catch(() => false);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
  // Figures of the whole deployment, so for this machine's own collector only.
  app.get('/metrics', hidden, async (request, reply) => {
    const local = request.ip === '127.0.0.1' || request.ip === '::1' || request.ip === '::ffff:127.0.0.1';
    if (!local) return sendRefusal(request, reply, { code: 'not_found' });
    return reply.type(metrics.contentType).send(await metrics.render());
  });
}
