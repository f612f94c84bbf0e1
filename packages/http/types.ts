import type { Ctx } from '@shuke/db';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whom the request acts for; null before the guard and on public routes. */
    shuke: Ctx | null;
    /** Its JSON body holds nothing that cannot be stored. */
    isPlain?: boolean;
  }
}
