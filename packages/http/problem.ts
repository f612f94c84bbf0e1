import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusals, type Problem, type RefusalCode, type RefusalKind } from '@shuke/contract';
import { sqlState } from '@shuke/db';
import { assert, Fault, refuse, type Refusal } from '@shuke/kernel';

/** The one place that turns a refusal's kind into a status. */
const STATUS: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  limited: 429,
  internal: 500,
  unavailable: 503,
};

export function statusOf(code: string): number {
  assert(code in refusals, `refusal ${code} is in the registry`);
  return STATUS[refusals[code as RefusalCode].kind];
}

/** The languages that refusals are written in; English where the caller asks for neither. */
const languageOf = (request: FastifyRequest): 'en' | 'zh' =>
  /^\s*zh\b/i.test(request.headers['accept-language'] ?? '') ? 'zh' : 'en';

export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const language = languageOf(request);
  const entry = refusals[refusal.code as RefusalCode];
  const problem: Problem = {
    code: refusal.code,
    says: entry.says[language],
    remedy: entry.remedy[language],
    requestId: request.id,
    ...(refusal.facts ? { facts: refusal.facts } : {}),
    ...(refusal.detail ? { detail: refusal.detail } : {}),
  };
  const retryAfterS = refusal.facts?.retryAfterS;
  if (typeof retryAfterS === 'number') void reply.header('retry-after', Math.ceil(retryAfterS));
  void reply.serializer((value: unknown) => JSON.stringify(value));
  return reply.code(statusOf(refusal.code)).type('application/problem+json').send(problem);
}

// What PostgreSQL says of a value that no schema kept out: out of range, no date, or text it cannot hold.
const UNSTORABLE = new Set(['22003', '22021', '22P05', '22007', '22008']);

/** What a thrown error is to the caller. Its message and stack stay in our log. */
export function refusalOfError(error: unknown): Refusal {
  const thrown = error as {
    validation?: { instancePath: string; message?: string }[];
    validationContext?: string;
    statusCode?: number;
  };
  if (thrown.validation) {
    const first = thrown.validation[0];
    const field = `${thrown.validationContext ?? 'body'}${first?.instancePath ?? ''}`;
    return refuse('invalid_request', { field, problem: first?.message ?? 'does not fit' }).refusal;
  }
  if (thrown.statusCode === 413) return { code: 'request_too_large' };
  if (thrown.statusCode === 429) return { code: 'too_many_requests' };
  if (thrown.statusCode === 404) return { code: 'not_found' };
  if (thrown.statusCode !== undefined && thrown.statusCode >= 400 && thrown.statusCode < 500) {
    return refuse('invalid_request', { problem: (error as Error).message.slice(0, 200) }).refusal;
  }
  if (UNSTORABLE.has(sqlState(error) ?? ''))
    return refuse('invalid_request', { problem: 'a value cannot be stored' }).refusal;
  if (error instanceof Fault || thrown.statusCode === 503) return refuse('unavailable', { retryAfterS: 2 }).refusal;
  return { code: 'internal_error' };
}
