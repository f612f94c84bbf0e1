import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

const COOKIE = 'shuke_device';
const YEAR_S = 365 * 24 * 3600;
const TOKEN = /^[A-Za-z0-9_-]{22}$/;

/** The device's token, a new one where it brings none; the cookie then goes out with the answer. */
export function deviceOf(request: FastifyRequest, reply: FastifyReply): string {
  const known = request.cookies[COOKIE];
  if (known !== undefined && TOKEN.test(known)) return known;
  const token = randomBytes(16).toString('base64url');
  // Lax: a guest comes by a link, from a message or another page, and must be known then too.
  const secure = request.protocol === 'https';
  void reply.setCookie(COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: YEAR_S });
  return token;
}
