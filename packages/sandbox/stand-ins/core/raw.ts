import type { FastifyInstance } from 'fastify';

/** Signatures are over the very bytes: every body of this scope comes as a buffer, whatever it says it is. */
export function takeRawBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

export const textOf = (body: unknown): string => (Buffer.isBuffer(body) ? body.toString('utf8') : '');

/** The fields of a form, or of an address. */
export const formOf = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));
