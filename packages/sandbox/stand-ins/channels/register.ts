import type { FastifyInstance } from 'fastify';
import type { ChannelContext } from './context.ts';
import { registerDouyin } from './douyin.ts';
import { registerEleme } from './eleme.ts';
import { registerMeituanGroup } from './meituan-group.ts';
import { registerMeituan } from './meituan.ts';

/** Adds all platforms to a server: their interfaces under `/channels/NAME`, their buttons under `/control/channels/NAME`. */
export async function registerChannels(app: FastifyInstance, context: ChannelContext): Promise<void> {
  await app.register(async (scope) => {
    scope.removeContentTypeParser('application/x-www-form-urlencoded');
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, done) =>
      done(null, Object.fromEntries(new URLSearchParams(text as string))),
    );
    registerEleme(scope, context);
    registerMeituan(scope, context);
    registerMeituanGroup(scope, context);
    registerDouyin(scope, context);
  });
}
