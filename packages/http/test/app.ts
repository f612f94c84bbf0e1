import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import type { Role, Scope } from '@shuke/contract';
import { systemCtx, type Actor, type Services } from '@shuke/db';
import { newId, ok, refuse } from '@shuke/kernel';
import { createApp, type AdmitGuest, type AppOptions, type Authenticate, type Route } from '../index.ts';

export const MERCHANT = newId();

/** Takes a bearer such as `owner`, or `key:order:read,order:write`, for whom it names. */
export const byBearer: Authenticate = async (_services, { bearer, sessionToken }) => {
  const word = bearer ?? sessionToken;
  if (word === null) return refuse('unauthenticated');
  const isKey = word.startsWith('key:');
  const actor: Actor = {
    kind: isKey ? 'api_key' : 'staff',
    id: newId(),
    merchantId: MERCHANT,
    role: isKey ? 'owner' : (word as Role),
    scopes: isKey ? (word.slice(4).split(',') as Scope[]) : [],
    storeId: null,
  };
  return ok(word === 'barred' ? { ...actor, role: 'owner', barred: 'password_change_required' } : actor);
};

/** Takes the bearer `guest:ID` for the session of that id. */
export const admitById: AdmitGuest = async (services, bearer) =>
  bearer?.startsWith('guest:') ? ok(systemCtx(services, MERCHANT, bearer.slice(6))) : refuse('guest_session_missing');

/** An app of the test's own routes, closed at the end of the file. */
export function testApp(
  services: Services,
  routes: readonly Route[],
  options: Partial<AppOptions> = {},
): { readonly app: FastifyInstance } {
  const holder = {} as { app: FastifyInstance };
  beforeAll(async () => {
    const doors = { authenticate: byBearer, admitGuest: admitById };
    holder.app = await createApp({ services, ...doors, routes, isReady: async () => true, ...options });
    await holder.app.ready();
  });
  afterAll(() => holder.app.close());
  return holder;
}

export const asOwner = { authorization: 'Bearer owner' };
