import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { Type } from 'typebox';
import { IdempotencyKey, Problem } from '@shuke/contract';
import { statusOf } from './problem.ts';
import type { Route } from './route.ts';

/** Serves the OpenAPI 3.1 description of all routes at /openapi.json. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  app.decorateRequest('shuke', null);
  await app.register(swagger, {
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
        },
      },
    },
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

/** What Fastify checks and what the description says of one route. */
export function openApiSchema(route: Route): FastifySchema {
  const refusals = [
    ...(route.refusals ?? []),
    ...(route.access === 'public' ? [] : (['unauthenticated', 'forbidden'] as const)),
  ];
  const byStatus = Map.groupBy(refusals, statusOf);
  byStatus.set(400, [...new Set([...(byStatus.get(400) ?? []), 'invalid_request' as const])]);
  const problems = [...byStatus].map(([status, codes]) => [
    status,
    { description: codes.join(', '), content: { 'application/problem+json': { schema: Problem } } },
  ]);
  const good = route.downloads
    ? { 200: { description: 'The file', content: { [route.downloads]: { schema: Type.String() } } } }
    : { [route.answer ? (route.status ?? 200) : 204]: route.answer ?? Type.Null({ description: 'Done' }) };
  return {
    summary: route.summary,
    tags: [route.url.split('/')[2] ?? 'system'],
    security: route.access === 'public' ? [] : [{ apiKey: [] }, { session: [] }],
    ...{ 'x-access': route.access },
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...(route.body ? { body: route.body } : {}),
    ...(route.uploads ? { consumes: [...route.uploads] } : {}),
    ...(route.keyed ? { headers: Type.Object({ 'idempotency-key': Type.Optional(IdempotencyKey) }) } : {}),
    response: { ...good, ...Object.fromEntries(problems) },
  } as FastifySchema;
}
