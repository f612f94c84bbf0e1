import type { MiniProgramSignedIn, MiniProgramSignIn } from '@shuke/contract';
import { sealIdentifier } from '@shuke/customer';
import { inRead, inTx, systemCtx, type Ctx, type Services } from '@shuke/db';
import { newId, ok, refuse, type Result } from '@shuke/kernel';
import { claimFromAddress, merchantOfAccount } from '@shuke/merchant';
import { miniProgramById } from './account-store.ts';
import type { SignInRefusal } from './errors.ts';
import { bindMissing, customerBehind } from './guest.ts';
import { ADDRESS_SIGN_IN_LIMIT, openIdentifier, SESSION_LIFE_MS, type MiniProgram } from './mini-program.ts';
import type { WechatIdentity } from './mini-program.ts';
import { endSession, insertSession } from './session-store.ts';
import { codeHash, newGuestToken, tokenHash } from './token.ts';
import { identityOfCode } from './wechat.ts';

export interface SignIn extends MiniProgramSignIn {
  readonly address: string;
}

/**
 * Opens a session for the guest whose phone gave the code: WeChat says who it is, and what it says beside that never comes to
 * the phone. A code opens one session. Nobody becomes a customer by signing in.
 */
export async function signIn(
  services: Services,
  { accountId, code, address }: SignIn,
): Promise<Result<MiniProgramSignedIn, SignInRefusal>> {
  const merchantId = await merchantOfAccount(services, accountId);
  if (merchantId === null) return refuse('mini_program_account_not_found', { accountId });
  const claimed = await claimFromAddress(services, {
    purpose: `mini program ${merchantId}`,
    address,
    limit: ADDRESS_SIGN_IN_LIMIT,
  });
  if (!claimed.ok) return claimed;
  const ctx = systemCtx(services, merchantId);
  const program = await inRead(ctx, (tx) => miniProgramById(tx, accountId));
  if (!program?.active) return refuse('mini_program_account_not_found', { accountId });
  const identity = await identityOfCode(program, code);
  if (!identity.ok) {
    ctx.log.warn({ accountId, why: identity.refusal.code, ...identity.refusal.facts }, 'a guest was not let in');
    return identity;
  }
  return open(ctx, { program, code, identity: identity.value });
}

interface Opening {
  readonly program: MiniProgram;
  readonly code: string;
  readonly identity: WechatIdentity;
}

async function open(
  ctx: Ctx,
  { program, code, identity }: Opening,
): Promise<Result<MiniProgramSignedIn, SignInRefusal>> {
  const { vault, actor } = ctx;
  const openid = sealIdentifier(vault, actor.merchantId, openIdentifier(program.appId, identity.openid));
  if (!openid.ok) return refuse('mini_program_busy', { why: 'openid' });
  const token = newGuestToken(actor.merchantId);
  const opened = await inTx(ctx, {}, async (tx): Promise<Result<string | null, SignInRefusal>> => {
    const customerId = await customerBehind(tx, program.appId, identity);
    const isOpen = await insertSession(tx, {
      sessionId: newId(),
      accountId: program.accountId,
      tokenHash: tokenHash(vault, actor.merchantId, token),
      codeHash: codeHash(vault, actor.merchantId, code),
      openidHash: openid.value.hash,
      identity,
      customerId,
    });
    return isOpen ? ok(customerId) : refuse('mini_program_code_invalid');
  });
  if (!opened.ok) return opened as Result<never, SignInRefusal>;
  if (opened.value !== null) await bindMissing(ctx, opened.value, { session: { identity }, program });
  const expiresAt = new Date(ctx.clock.now().getTime() + SESSION_LIFE_MS).toISOString();
  return ok({ token, expiresAt });
}

/** Ends the session that a context acts as. */
export const signOut = async (ctx: Ctx): Promise<Result<null, never>> => {
  await inTx(ctx, {}, async (tx) => ok(await endSession(tx, ctx.actor.id)));
  return ok(null);
};
