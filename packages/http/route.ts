import type { Readable } from 'node:stream';
import type { Static, TSchema } from 'typebox';
import type { RefusalCode, Scope } from '@shuke/contract';
import type { Actor, Ctx, Services } from '@shuke/db';
import type { Refusal, Result } from '@shuke/kernel';

/** The session cookie, which only signing in and out touch. */
export interface SessionCookie {
  /** What the browser sent; null without a cookie. */
  readonly token: string | null;
  set(token: string, maxAgeS: number): void;
  clear(): void;
}

/** What a handler is given. Shapes are the route's own schemas, already checked. */
export interface Call<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The Idempotency-Key header; a route that asks for one always has it. */
  readonly key: string;
  /** The upload, for a route whose body is a stream. */
  readonly upload: Readable;
  readonly session: SessionCookie;
  /** The caller's address, for limits on what comes before signing in. */
  readonly address: string;
}

/** A file as an answer. */
export interface Download {
  readonly stream: Readable;
  readonly fileName: string;
  /** Its media type where the caller can choose; else the route's. */
  readonly type?: string;
}

interface Described<P extends TSchema, Q extends TSchema, B extends TSchema, A extends TSchema> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Fastify's form, `/v1/coupons/:couponId`. */
  readonly url: string;
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer?: A;
  /** The status of a good answer; 200 unless told, 204 where there is no answer. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Each call has an effect once: the caller must send an Idempotency-Key. */
  readonly keyed?: boolean;
  /** The body is a file that is streamed, of any of these media types. */
  readonly uploads?: readonly string[];
  /** The answer is a file of this media type. */
  readonly downloads?: string;
  /** The refusals of this route beside those that every route can give. */
  readonly refusals?: readonly RefusalCode[];
}

type Answered<A> = Promise<Result<A, Refusal>>;

/** A route of people and keys: `access` names the scope that the caller must have. */
export interface GuardedRoute<
  P extends TSchema = TSchema,
  Q extends TSchema = TSchema,
  B extends TSchema = TSchema,
  A extends TSchema = TSchema,
> extends Described<P, Q, B, A> {
  /** A scope, or `signed_in` for what everybody may do with their own session. */
  readonly access: Scope | 'signed_in';
  handle(ctx: Ctx, call: Call<Static<P>, Static<Q>, Static<B>>): Answered<Static<A> | Download>;
}

/** A route that anybody may call, limited by address. */
export interface PublicRoute<
  P extends TSchema = TSchema,
  Q extends TSchema = TSchema,
  B extends TSchema = TSchema,
  A extends TSchema = TSchema,
> extends Described<P, Q, B, A> {
  readonly access: 'public';
  handle(services: Services, call: Call<Static<P>, Static<Q>, Static<B>>): Answered<Static<A> | Download>;
}

/** A route of a guest's own phone, which shows the token that it was given; limited by address. */
export interface GuestRoute<
  P extends TSchema = TSchema,
  Q extends TSchema = TSchema,
  B extends TSchema = TSchema,
  A extends TSchema = TSchema,
> extends Described<P, Q, B, A> {
  readonly access: 'guest';
  /** The context's actor is the guest's session; whose it is, the module knows that gave the token. */
  handle(ctx: Ctx, call: Call<Static<P>, Static<Q>, Static<B>>): Answered<Static<A> | Download>;
}

export type Route = GuardedRoute | PublicRoute | GuestRoute;

/** Declares a route with its types inferred from its schemas. A route without `access` does not type-check. */
export function route<P extends TSchema, Q extends TSchema, B extends TSchema, A extends TSchema>(
  definition: GuardedRoute<P, Q, B, A>,
): Route {
  return definition as unknown as Route;
}

export function publicRoute<P extends TSchema, Q extends TSchema, B extends TSchema, A extends TSchema>(
  definition: PublicRoute<P, Q, B, A>,
): Route {
  return definition as unknown as Route;
}

export function guestRoute<P extends TSchema, Q extends TSchema, B extends TSchema, A extends TSchema>(
  definition: GuestRoute<P, Q, B, A>,
): Route {
  return definition as unknown as Route;
}

/** What a request shows of who sends it. */
export interface Credentials {
  readonly sessionToken: string | null;
  readonly bearer: string | null;
  /** The merchant that an agency acts for, from the Shuke-Merchant header. */
  readonly merchantId: string | null;
}

/** Finds whom a request acts for. The server takes it from the merchant module. */
export type Authenticate = (services: Services, credentials: Credentials) => Promise<Result<Actor, Refusal>>;

/** Finds the session of a guest's token, or refuses. The server takes it from the module that gives tokens. */
export type AdmitGuest = (services: Services, bearer: string | null) => Promise<Result<Ctx, Refusal>>;
