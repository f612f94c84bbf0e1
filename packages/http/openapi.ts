import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { Type } from 'typebox';
import { IdempotencyKey, Problem, type RefusalCode } from '@shuke/contract';
import { statusOf } from './problem.ts';
import type { Route } from './route.ts';

const UPLOAD = Type.Unsafe({ description: 'The file itself' });

/** Serves the OpenAPI 3.1 description of all routes at /openapi.json. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  app.decorateRequest('shuke', null);
  app.decorateRequest('isPlain', false);
  await app.register(swagger, {
    transform: ({ schema, url }) => ({ url, schema: describedOnly(schema as RouteSchema) }),
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Shuke',
        version: '1',
        description:
          'Money is a decimal string in the merchant\'s currency. A refusal is "application/problem+json" with a stable code. ' +
          'Writes take an Idempotency-Key: the same key and request give the first answer again.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'shuke_session' },
          guestToken: { type: 'http', scheme: 'bearer', description: "Of a guest's own phone" },
        },
      },
    },
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

type RouteSchema = FastifySchema & { readonly problems?: object };

// What stands in the description alone: the body of an upload, which is not checked as a value, and the refusals, which
// are written by one function and would otherwise have a serializer compiled for each, 500 of them at every start.
function describedOnly({ problems, ...schema }: RouteSchema): FastifySchema {
  const response = { ...(schema.response as object | undefined), ...problems };
  return { ...schema, ...(schema.consumes ? { body: UPLOAD } : {}), response };
}

/** Every refusal that a route can answer: its own, and those that follow from how it is called. */
function refusalsOf(route: Route): RefusalCode[] {
  const codes = new Set<RefusalCode>(['invalid_request', 'internal_error', 'unavailable', ...(route.refusals ?? [])]);
  for (const code of refusalsOfAccess(route)) codes.add(code);
  if (route.keyed) codes.add('idempotency_key_reused');
  if (route.body) codes.add('request_too_large');
  return [...codes];
}

function refusalsOfAccess({ access, method }: Route): RefusalCode[] {
  if (access === 'public') return ['too_many_requests'];
  if (access === 'guest') return ['too_many_requests', 'guest_session_missing'];
  return [
    ...(['unauthenticated', 'forbidden'] as const),
    ...(access === 'signed_in' ? [] : (['password_change_required', 'merchant_not_chosen'] as const)),
    ...(method === 'GET' ? [] : (['cross_site_request'] as const)),
  ];
}

function securityOf({ access }: Route): object[] {
  if (access === 'public') return [];
  return access === 'guest' ? [{ guestToken: [] }] : [{ apiKey: [] }, { session: [] }];
}

const problemOf = (codes: RefusalCode[]) => ({
  description: codes.join(', '),
  content: {
    'application/problem+json': { schema: Type.Object({ ...Problem.properties, code: Type.Enum(codes) }) },
  },
});

/** What Fastify checks and what the description says of one route. */
export function openApiSchema(route: Route): RouteSchema {
  const problems = [...Map.groupBy(refusalsOf(route), statusOf)].map(([status, codes]) => [status, problemOf(codes)]);
  const good = route.downloads
    ? { 200: { description: 'The file', content: { [route.downloads]: { schema: Type.String() } } } }
    : { [route.answer ? (route.status ?? 200) : 204]: route.answer ?? Type.Null({ description: 'Done' }) };
  return {
    summary: route.summary,
    tags: [route.url.split('/')[2] ?? 'system'],
    security: securityOf(route),
    'x-access': route.access,
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...(route.body ? { body: route.body } : {}),
    ...(route.uploads ? { consumes: [...route.uploads] } : {}),
    ...(route.keyed ? { headers: Type.Object({ 'idempotency-key': Type.Optional(IdempotencyKey) }) } : {}),
    response: good,
    problems: Object.fromEntries(problems),
  } as RouteSchema;
}
