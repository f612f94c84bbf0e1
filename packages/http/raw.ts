import type { FastifyInstance } from 'fastify';
import type { Services } from '@shuke/db';

/** A request as it came, for whoever verifies a signature over its very bytes. */
export interface RawCall {
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
  /** The fields of the address, each once. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly address: string;
}

/** What a caller is answered in its own words. */
export interface RawAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/**
 * Where others call in a form of their own, such as a payment provider's notification. It is no part of the API that the OpenAPI
 * document describes: the caller proves itself by its signature, is not limited by address, and never shown a problem of ours.
 */
export interface RawRoute {
  readonly methods: readonly ('GET' | 'POST')[];
  readonly url: string;
  handle(services: Services, call: RawCall): Promise<RawAnswer>;
}

/** Adds routes whose bodies nobody reads before their handler, of whatever media type, up to the limit of all bodies. */
export async function addRawRoutes(
  app: FastifyInstance,
  { services, routes }: { readonly services: Services; readonly routes: readonly RawRoute[] },
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    for (const route of routes) {
      scope.route({
        method: [...route.methods],
        url: route.url,
        helmet: false,
        schema: { hide: true },
        handler: async (request, reply) => {
          const answer = await route.handle(services, {
            method: request.method,
            params: textsOf(request.params),
            query: textsOf(request.query),
            headers: textsOf(request.headers),
            body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
            address: request.ip,
          });
          return reply.code(answer.status).type(answer.contentType).send(answer.body);
        },
      });
    }
  });
}

// What is sent twice under one name is no field that anybody signs.
const textsOf = (fields: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields as Record<string, unknown>).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
