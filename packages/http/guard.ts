import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from '@shuke/contract';
import { ROLE_SCOPES } from '@shuke/contract';
import type { Actor, Ctx, Services } from '@shuke/db';
import { isUuid, must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { AdmitGuest, Authenticate, Credentials, Route, SessionCookie } from './route.ts';

export const SESSION_COOKIE = 'shuke_session';

export function credentialsOf(request: FastifyRequest): Credentials {
  const bearer = /^Bearer ([\x21-\x7e]{1,512})$/.exec(request.headers.authorization ?? '');
  const merchant = request.headers['shuke-merchant'];
  return {
    sessionToken: request.cookies[SESSION_COOKIE] ?? null,
    bearer: bearer?.[1] ?? null,
    merchantId: typeof merchant === 'string' && isUuid(merchant) ? merchant : null,
  };
}

/** Staff may do what their role may; a key what it was given, never more than its own list. */
export const mayDo = (actor: Actor, scope: Scope): boolean =>
  actor.kind === 'api_key' ? actor.scopes.includes(scope) : ROLE_SCOPES[actor.role].includes(scope);

export interface Door {
  services: Services;
  authenticate: Authenticate;
  /** Absent where there are no routes of guests. */
  admitGuest?: AdmitGuest | undefined;
}

/** Finds whom a request acts for, and refuses where that person or key may not do what the route does. */
export async function enter(
  door: Door,
  request: FastifyRequest,
  access: Exclude<Route['access'], 'public'>,
): Promise<Result<Ctx, Refusal>> {
  const credentials = credentialsOf(request);
  if (access === 'guest') return enterGuest(door, request, credentials.bearer);
  if (credentials.bearer === null && isForeignWrite(request)) return refuse('cross_site_request');
  const found = await door.authenticate(door.services, credentials);
  if (!found.ok) return found;
  const actor = found.value;
  if (access !== 'signed_in') {
    if (actor.barred) return refuse(actor.barred);
    if (!mayDo(actor, access)) return refuse('forbidden', { needs: access });
  }
  return ok({ ...door.services, actor, purpose: `${request.method} ${request.routeOptions.url}` });
}

/** A guest shows a token and no cookie, so that no page of others can write in the guest's name. */
async function enterGuest(
  { services, admitGuest }: Door,
  request: FastifyRequest,
  bearer: string | null,
): Promise<Result<Ctx, Refusal>> {
  const found = await must(admitGuest, 'who serves routes of guests can admit them')(services, bearer);
  if (!found.ok) return found;
  return ok({ ...found.value, purpose: `${request.method} ${request.routeOptions.url}` });
}

// A cookie goes along with whatever page makes the browser send, so a write must come from a page of ours.
function isForeignWrite(request: FastifyRequest): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = request.headers.origin;
  return origin !== undefined && origin !== `${request.protocol}://${request.headers.host}`;
}

export function sessionCookie(request: FastifyRequest, reply: FastifyReply): SessionCookie {
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' } as const;
  return {
    token: request.cookies[SESSION_COOKIE] ?? null,
    set: (token, maxAgeS) => void reply.setCookie(SESSION_COOKIE, token, { ...options, maxAge: maxAgeS }),
    clear: () => void reply.clearCookie(SESSION_COOKIE, options),
  };
}
