import { PasswordChangeBody, SessionView, SignInBody, StaffParams } from '@shuke/contract';
import { mayDo, publicRoute, route, type Route } from '@shuke/http';
import { ok, refuse, SECOND_MS } from '@shuke/kernel';
import { changePassword } from './change-password.ts';
import { ownSession, revokeStaffSessions, signOut, viewSession } from './session.ts';
import { SESSION_LIFE_MS } from './session-token.ts';
import { signIn } from './sign-in.ts';

const COOKIE_AGE_S = SESSION_LIFE_MS / SECOND_MS;

export const sessionRoutes: Route[] = [
  publicRoute({
    method: 'POST',
    url: '/v1/sessions',
    summary: 'Sign in: sets the session cookie. 10 failures a name and 50 an address in 15 minutes',
    access: 'public',
    body: SignInBody,
    answer: SessionView,
    status: 201,
    refusals: ['sign_in_failed', 'sign_in_limited'],
    async handle(services, { body, address, session }) {
      const signedIn = await signIn(services, { ...body, address });
      if (!signedIn.ok) return signedIn;
      const { ctx, staffId, token } = signedIn.value;
      session.set(token, COOKIE_AGE_S);
      return ok(await viewSession(ctx, { tenantId: ctx.actor.merchantId, staffId, token }));
    },
  }),
  route({
    method: 'GET',
    url: '/v1/sessions/current',
    summary: 'Who is signed in, and for which merchant',
    access: 'signed_in',
    answer: SessionView,
    async handle(ctx, { session }) {
      const own = ownSession(ctx, session.token);
      return own ? ok(await viewSession(ctx, own)) : refuse('forbidden');
    },
  }),
  route({
    method: 'DELETE',
    url: '/v1/sessions/current',
    summary: 'Sign out',
    access: 'signed_in',
    async handle(ctx, { session }) {
      const own = ownSession(ctx, session.token);
      if (!own) return refuse('forbidden');
      await signOut(ctx, own);
      session.clear();
      return ok(null);
    },
  }),
  route({
    method: 'PUT',
    url: '/v1/sessions/current/password',
    summary: 'Change the own password: ends all own sessions and opens a new one',
    access: 'signed_in',
    body: PasswordChangeBody,
    answer: SessionView,
    refusals: ['password_wrong', 'password_too_weak', 'sign_in_limited'],
    async handle(ctx, { body, session }) {
      const own = ownSession(ctx, session.token);
      if (!own) return refuse('forbidden');
      const changed = await changePassword(ctx, { own, ...body });
      if (!changed.ok) return changed;
      session.set(changed.value.token, COOKIE_AGE_S);
      return ok(await viewSession(ctx, own));
    },
  }),
  route({
    method: 'DELETE',
    url: '/v1/staff/:staffId/sessions',
    summary: 'Sign a person out everywhere: oneself, or with staff:write anybody of the merchant',
    access: 'signed_in',
    params: StaffParams,
    refusals: ['not_found', 'password_change_required', 'merchant_not_chosen'],
    async handle(ctx, { params, session }) {
      const own = ownSession(ctx, session.token);
      if (own?.staffId === params.staffId) {
        session.clear();
        return revokeStaffSessions({ ...ctx, actor: { ...ctx.actor, merchantId: own.tenantId } }, own.staffId);
      }
      if (ctx.actor.barred) return refuse(ctx.actor.barred);
      if (!mayDo(ctx.actor, 'staff:write')) return refuse('forbidden', { needs: 'staff:write' });
      return revokeStaffSessions(ctx, params.staffId);
    },
  }),
];
