import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp, route, type Route } from '@shuke/http';
import { newId, ok, refuse } from '@shuke/kernel';
import { fuzzApp } from '../fuzz.ts';
import type { App } from '../operations.ts';
import { testServices } from '../services.ts';

const services = testServices();
const object = (properties: object) => ({ type: 'object', properties, required: Object.keys(properties) }) as const;
const Note = object({ name: { type: 'string', maxLength: 50 }, at: { type: 'string', format: 'date-time' } });

const taking = (handle: (note: { name: string; at: string }) => string): Route =>
  route({
    method: 'POST',
    url: '/v1/notes/:noteId',
    summary: 'Takes a note',
    access: 'order:write',
    params: object({ noteId: { type: 'string', format: 'uuid' } }),
    body: Note,
    answer: object({ said: { type: 'string' } }),
    handle: async (_ctx, { body }) => ok({ said: handle(body as { name: string; at: string }) }),
  });

const apps: App[] = [];
const appWith = async (one: Route): Promise<App> => {
  const actor = {
    kind: 'api_key',
    id: newId(),
    merchantId: newId(),
    role: 'owner',
    scopes: ['order:write'],
    storeId: null,
  } as const;
  const app = await createApp({
    services,
    authenticate: async () => ok(actor),
    routes: [one],
    isReady: async () => true,
  });
  apps.push(app);
  return app;
};
afterAll(() => Promise.all(apps.map((app) => app.close())));

describe('the fuzz', () => {
  let sound: App;
  beforeAll(async () => {
    sound = await appWith(taking((note) => note.name));
  });

  test('passes a sound app, gets into its handler, and sends the same requests for the same seed', async () => {
    const report = await fuzzApp(sound, { requests: 3000, seed: 1 });
    expect(report.faults).toEqual([]);
    expect(report.byStatus[200]).toBeGreaterThan(150);
    expect(report.byStatus[400]).toBeGreaterThan(1000);
    expect(await fuzzApp(sound, { requests: 3000, seed: 1 })).toEqual(report);
    expect(await fuzzApp(sound, { requests: 3000, seed: 2 })).not.toEqual(report);
  });

  test('finds a handler that trusts a date, and says with what request', async () => {
    const app = await appWith(taking((note) => new Date(note.at).toISOString()));
    const { faults } = await fuzzApp(app, { requests: 3000, seed: 1 });
    expect(faults[0]).toMatchObject({ status: 500, why: 'server error' });
    expect(faults[0]?.request).toContain('POST "/v1/notes/');
    expect(faults[0]?.request).toContain('9999-12-31T23:59:60Z');
  });

  test('finds a refusal that shows a stack trace', async () => {
    const app = await appWith(
      route({
        method: 'GET',
        url: '/v1/leak',
        summary: 'Leaks',
        access: 'order:write',
        handle: async () => refuse('code_taken', { why: String(new Error('no').stack) }),
      }),
    );
    const { faults } = await fuzzApp(app, { requests: 30, seed: 1 });
    expect(faults[0]).toMatchObject({ status: 409, why: 'stack trace' });
  });

  test('finds an answer that has not the shape of a refusal', async () => {
    const app = await appWith(taking(() => 'ok'));
    app.get('/v1/plain', { schema: { summary: 'Plain' } }, (_request, reply) =>
      reply.code(404).send({ error: 'none' }),
    );
    const { faults } = await fuzzApp(app, { requests: 200, seed: 1 });
    expect(faults[0]).toMatchObject({ status: 404, why: 'no problem shape' });
  });
});
