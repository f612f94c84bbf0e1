import type { Services } from '@shuke/db';
import { createApp } from '@shuke/http';
import { refuse } from '@shuke/kernel';
import { allRoutes } from './routes.ts';

/** The OpenAPI document of the HTTP API, made without a database: docs/openapi.json is written from it. */
export async function openApiDocument(): Promise<object> {
  const none = { totalCount: 0, idleCount: 0, waitingCount: 0 };
  const services = { db: { app: none, poster: none, bulk: none, jobs: none } } as unknown as Services;
  const app = await createApp({
    services,
    authenticate: async () => refuse('unauthenticated'),
    routes: allRoutes({ uploadDir: '' }),
    isReady: async () => false,
  });
  await app.ready();
  const document = app.swagger();
  await app.close();
  return document;
}
