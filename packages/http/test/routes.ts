import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { Id, Name } from '@shuke/contract';
import { Fault, ok, refuse } from '@shuke/kernel';
import { guestRoute, publicRoute, route, type Route } from '../index.ts';

const Thing = Type.Object({ thingId: Id, name: Name, key: Type.String() });
const NewThing = Type.Object(
  { name: Name, quantity: Type.Integer({ minimum: 1, maximum: 99 }), extra: Type.Optional(Type.Unknown()) },
  { additionalProperties: false },
);

/** What a handler says that breaks: none of it may reach the caller. */
export const SECRET_OF_A_BUG = 'password of the guest Chen is 4711';

export const routes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/things/:thingId',
    summary: 'One thing',
    access: 'order:read',
    params: Type.Object({ thingId: Id }),
    query: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })), q: Type.Optional(Name) }),
    answer: Thing,
    refusals: ['not_found'],
    handle: async (_ctx, { params, query }) => ok({ thingId: params.thingId, name: String(query.limit), key: '' }),
  }),
  route({
    method: 'POST',
    url: '/v1/things',
    summary: 'Adds a thing',
    access: 'order:write',
    body: NewThing,
    answer: Thing,
    status: 201,
    keyed: true,
    refusals: ['code_taken', 'sign_in_limited'],
    handle: async (ctx, { body, key }) => {
      if (body.name === 'taken') return refuse('code_taken', { code: 'taken' });
      if (body.name === 'limited') return refuse('sign_in_limited', { retryAfterS: 12.2 });
      return ok({ thingId: ctx.actor.merchantId, name: body.name, key });
    },
  }),
  route({
    method: 'DELETE',
    url: '/v1/things/:thingId',
    summary: 'Removes a thing',
    access: 'order:write',
    params: Type.Object({ thingId: Id }),
    handle: async () => ok(null),
  }),
  route({
    method: 'GET',
    url: '/v1/words/:word',
    summary: 'Gives back a word',
    access: 'signed_in',
    params: Type.Object({ word: Type.String() }),
    answer: Type.Object({ word: Type.String() }),
    handle: async (_ctx, { params }) => ok(params),
  }),
  route({
    method: 'GET',
    url: '/v1/breaks/:how',
    summary: 'Breaks',
    access: 'order:read',
    params: Type.Object({ how: Type.String() }),
    handle: async (ctx, { params }) => {
      if (params.how === 'database') await ctx.db.app.query('select $1::uuid', ['13900001111']);
      if (params.how === 'fault') throw new Fault('the gateway does not answer');
      throw new Error(SECRET_OF_A_BUG);
    },
  }),
  route({
    method: 'POST',
    url: '/v1/files',
    summary: 'Takes a file',
    access: 'order:write',
    uploads: ['text/csv', 'application/octet-stream'],
    answer: Type.Object({ bytes: Type.Integer(), sha256: Type.String() }),
    status: 201,
    handle: async (_ctx, { upload }) => {
      const hash = createHash('sha256');
      let bytes = 0;
      for await (const chunk of upload as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        hash.update(chunk);
      }
      return ok({ bytes, sha256: hash.digest('hex') });
    },
  }),
  route({
    method: 'GET',
    url: '/v1/files/report',
    summary: 'Gives a file',
    access: 'order:read',
    downloads: 'text/csv',
    handle: async () => ok({ stream: Readable.from(['row,reason\n', '7,"no date"\n']), fileName: '退回 行.csv' }),
  }),
  guestRoute({
    method: 'GET',
    url: '/v1/guests/me',
    summary: "Answers to a guest's own phone",
    access: 'guest',
    answer: Type.Object({ actorId: Type.String(), purpose: Type.String() }),
    handle: async ({ actor, purpose }) => ok({ actorId: actor.id, purpose: purpose ?? '' }),
  }),
  publicRoute({
    method: 'POST',
    url: '/v1/doorbell',
    summary: 'Anybody may ring',
    access: 'public',
    body: Type.Object({ word: Type.String({ maxLength: 10 }) }, { additionalProperties: false }),
    answer: Type.Object({ heard: Type.String(), from: Type.String() }),
    handle: async (_services, { body, address }) => ok({ heard: body.word, from: address }),
  }),
];
