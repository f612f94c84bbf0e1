import * as contract from '@shuke/contract';
import { inRead } from '@shuke/db';
import { route, type Route } from '@shuke/http';
import { ok } from '@shuke/kernel';
import { listMiniPrograms } from './account-store.ts';
import { addMiniProgram } from './add-mini-program.ts';
import { changeMiniProgram } from './change-mini-program.ts';

export const miniProgramAccountRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/mini-programs',
    summary: "The merchant's mini programs, without their secrets",
    access: 'channel:write',
    answer: contract.MiniPrograms,
    handle: async (ctx) => {
      const programs = await inRead(ctx, listMiniPrograms);
      return ok({ items: programs.map((one) => ({ ...one, createdAt: one.createdAt.toISOString() })) });
    },
  }),
  route({
    method: 'POST',
    url: '/v1/mini-programs',
    summary: 'Connect a mini program of WeChat',
    access: 'channel:write',
    keyed: true,
    body: contract.NewMiniProgram,
    answer: contract.MiniProgramAdded,
    status: 201,
    refusals: ['mini_program_account_exists', 'idempotency_key_reused'],
    handle: (ctx, { key, body }) => addMiniProgram(ctx, { key, program: body }),
  }),
  route({
    method: 'PATCH',
    url: '/v1/mini-programs/:accountId',
    summary: 'Change a mini program, or switch it off, which signs all its guests out',
    access: 'channel:write',
    params: contract.MiniProgramParams,
    body: contract.MiniProgramChange,
    refusals: ['mini_program_account_not_found', 'mini_program_account_exists'],
    handle: (ctx, { params, body }) => changeMiniProgram(ctx, params.accountId, body),
  }),
];
