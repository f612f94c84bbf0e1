import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const YEAR_S = 365 * 24 * 3600;

/** Serves the console's built files at the root; an address that only the console knows gives its page. */
export async function addConsole(app: FastifyInstance, root: string): Promise<void> {
  const dist = join(root, 'apps', 'console', 'dist');
  const page = join(dist, 'index.html');
  if (!existsSync(page)) return;
  const hidden = { schema: { hide: true } };
  // Built files carry a hash of their content in their names, so they may be kept; the page that names them may not.
  await app.register(fastifyStatic, {
    root: join(dist, 'assets'),
    prefix: '/assets/',
    maxAge: YEAR_S * 1000,
    immutable: true,
    decorateReply: false,
  });
  const html = readFileSync(page, 'utf8');
  for (const url of ['/', '/sign-in', '/console', '/console/*']) {
    app.get(url, hidden, async (_request, reply) =>
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(html),
    );
  }
}
