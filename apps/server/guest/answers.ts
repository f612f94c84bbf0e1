import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusals, type Problem, type RefusalCode } from '@shuke/contract';
import { statusOf } from '@shuke/http';
import type { Refusal, Result } from '@shuke/kernel';
import { sorryPage } from './page.ts';
import { languageOf } from './words.ts';

/** Answers a call of the page: its value, or a refusal in the shape of every other. */
export function answerCall(
  request: FastifyRequest,
  reply: FastifyReply,
  result: Result<unknown, Refusal>,
): FastifyReply {
  void reply.header('cache-control', 'no-store');
  if (result.ok) return result.value === null ? reply.code(204).send() : reply.send(result.value);
  const { code, facts } = result.refusal;
  const { says, remedy } = said(request, code);
  const problem: Problem = { code, says, remedy, requestId: request.id, ...(facts ? { facts } : {}) };
  return refused(reply, result.refusal).type('application/problem+json').send(JSON.stringify(problem));
}

/** Answers a scan that leads nowhere with a page. */
export function answerSorry(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { language, says, remedy } = said(request, refusal.code);
  return refused(reply, refusal)
    .type('text/html; charset=utf-8')
    .send(sorryPage(language, says, remedy));
}

function refused(reply: FastifyReply, { code, facts }: Refusal): FastifyReply {
  if (typeof facts?.retryAfterS === 'number') void reply.header('retry-after', facts.retryAfterS);
  return reply.code(statusOf(code));
}

function said(request: FastifyRequest, code: string) {
  const language = languageOf(request.headers['accept-language'], 'en');
  const { says, remedy } = refusals[code as RefusalCode];
  return { language, says: says[language], remedy: remedy[language] };
}
