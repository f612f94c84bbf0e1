import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GuestClaim, GuestJoin, GuestPosition, GuestReaction } from '@shuke/contract';
import type { Services } from '@shuke/db';
import { claimGuest, joinGuest, landGuest, nearGuest, reactGuest, type Presented } from '@shuke/growth';
import type { Refusal, Result } from '@shuke/kernel';
import { answerCall, answerSorry } from './answers.ts';
import { deviceOf } from './device.ts';
import { landingPage } from './page.ts';
import { languageOf } from './words.ts';

/** Calls a minute from one address; a shop's Wi-Fi is one address for all its guests. */
export const PER_MINUTE = 600;

const limited = { rateLimit: { max: PER_MINUTE, timeWindow: '1 minute' } };
const SCRIPT = readFileSync(new URL('guest.js', import.meta.url), 'utf8');

/** Adds the guest's page and the calls that it makes to a server. Anybody may call them; the code says where they are. */
export function addGuest(app: FastifyInstance, services: Services): void {
  const hidden = { schema: { hide: true }, config: limited };
  app.get('/t/guest.js', hidden, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'public, max-age=3600').send(SCRIPT),
  );
  app.get<{ Params: { code: string } }>('/t/:code', hidden, (request, reply) => showLanding(services, request, reply));
  app.post<{ Body: GuestJoin }>(
    '/g/v1/joins',
    callOf('Leave an identifier and consents', GuestJoin),
    (request, reply) => call(request, reply, (at) => joinGuest(services, { ...request.body, ...at })),
  );
  app.post<{ Body: GuestClaim }>(
    '/g/v1/claims',
    callOf('Take the coupon that content offers', GuestClaim),
    (request, reply) => call(request, reply, (at) => claimGuest(services, { ...request.body, ...at })),
  );
  app.post<{ Body: GuestReaction }>(
    '/g/v1/reactions',
    callOf('Say how content was taken', GuestReaction),
    (request, reply) => call(request, reply, (at) => reactGuest(services, { ...request.body, ...at })),
  );
  app.post<{ Body: GuestPosition }>(
    '/g/v1/positions',
    callOf('Stores within 5 km', GuestPosition),
    (request, reply) => {
      const { coordinates = 'wgs84' } = request.body;
      return call(request, reply, (at) => nearGuest(services, { ...request.body, ...at, coordinates }));
    },
  );
}

const callOf = (summary: string, body: object) => ({
  schema: { summary, tags: ['guest'], security: [], body },
  config: limited,
});

async function showLanding(
  services: Services,
  request: FastifyRequest<{ Params: { code: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { code } = request.params;
  void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
  const landed = await landGuest(services, { code, device: deviceOf(request, reply), address: request.ip });
  if (!landed.ok) return answerSorry(request, reply, landed.refusal);
  const fallback = landed.value.locale === 'en' ? 'en' : 'zh';
  const language = languageOf(request.headers['accept-language'], fallback);
  return reply.type('text/html; charset=utf-8').send(landingPage({ landing: landed.value, code, language }));
}

type CallBody = FastifyRequest<{ Body: { readonly code: string } }>;

async function call(
  request: CallBody,
  reply: FastifyReply,
  work: (presented: Presented) => Promise<Result<unknown, Refusal>>,
): Promise<FastifyReply> {
  const { code } = request.body;
  const result = await work({ code, device: deviceOf(request, reply), address: request.ip });
  return answerCall(request, reply, result);
}
