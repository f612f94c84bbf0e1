import { ensureCustomers, guestIdentity, sealIdentifier, type SealedIdentifier } from '@shuke/customer';
import { inRead, inTx, type Ctx, type Tx } from '@shuke/db';
import { must, ok, refuse, type Result } from '@shuke/kernel';
import { miniProgramById } from './account-store.ts';
import type { SessionRefusal } from './errors.ts';
import { openIdentifier, type MiniProgram, type WechatIdentity } from './mini-program.ts';
import { nameSessions, sessionById, type OpenedSession } from './session-store.ts';

/** Who is signed in on a phone. */
export interface Guest {
  readonly session: OpenedSession;
  readonly program: MiniProgram;
  /** Null for who is no customer yet. */
  readonly customerId: string | null;
}

/** By what one is known: the union id, which is one person's in all apps, before the open id. */
function identifiersOf({ vault, merchantId }: Pick<Tx, 'vault' | 'merchantId'>, appId: string, who: WechatIdentity) {
  const { openid, unionid } = who;
  const known = [
    ...(unionid === null ? [] : [{ kind: 'wechat_unionid' as const, value: unionid }]),
    openIdentifier(appId, openid),
  ];
  return known.map((one): SealedIdentifier => {
    const sealed = sealIdentifier(vault, merchantId, one);
    return must(sealed.ok ? sealed.value : null, 'WeChat gives ids of its own shape');
  });
}

/** Whose these identifiers are now: what was released or erased leads to nobody, whatever a session remembers. */
export async function customerBehind(tx: Tx, appId: string, who: WechatIdentity): Promise<string | null> {
  const wanted = identifiersOf(tx, appId, who);
  const owners = new Map((await guestIdentity.ownersOf(tx, wanted)).map((row) => [row.kind, row.customer_id]));
  return owners.get('wechat_unionid') ?? owners.get('wechat_openid') ?? null;
}

/** The guest whose session a context acts as. */
export async function guestOf(ctx: Ctx): Promise<Result<Guest, SessionRefusal>> {
  const found = await inRead(ctx, async (tx): Promise<Guest | null> => {
    const session = await sessionById(tx, ctx.actor.id);
    const program = session && (await miniProgramById(tx, session.accountId));
    if (!session || !program?.active) return null;
    return { session, program, customerId: await customerBehind(tx, program.appId, session.identity) };
  });
  if (!found) return refuse('guest_session_missing');
  const { session, customerId } = found;
  // Another way made a customer of them, such as a payment at the till.
  if (customerId !== null && customerId !== session.customerId) await nameAll(ctx, session, customerId);
  return ok(found);
}

const nameAll = async (ctx: Ctx, { openidHash }: OpenedSession, customerId: string): Promise<void> =>
  void (await inTx(ctx, {}, async (tx) => ok(await nameSessions(tx, openidHash, customerId))));

/** The customer whom a guest is, a new one where there is none. All sessions of the guest are theirs from now on. */
export async function becomeCustomer(ctx: Ctx, { session, program, customerId }: Guest): Promise<string> {
  const known = customerId ?? (await madeCustomer(ctx, { session, program }));
  await bindMissing(ctx, known, { session, program });
  return known;
}

async function madeCustomer(ctx: Ctx, { session, program }: Pick<Guest, 'session' | 'program'>): Promise<string> {
  const made = await inTx<string, never>(ctx, {}, async (tx) => {
    // By the open id, as payments know it too: of who pays and orders at the same time there is one.
    const openid = identifiersOf(tx, program.appId, session.identity).at(-1);
    const row = { ...must(openid, 'each guest has an open id'), source: 'mini_program' };
    const [ensured] = await ensureCustomers(tx, [row]);
    const { customerId } = must(ensured, 'each row has its answer');
    await nameSessions(tx, session.openidHash, customerId);
    return ok(customerId);
  });
  return must(made.ok ? made.value : null, 'without a key nothing is refused');
}

/** Gives a customer what WeChat says of them as well. What is somebody else's stays theirs. */
export async function bindMissing(
  ctx: Ctx,
  customerId: string,
  { session, program }: { readonly session: Pick<OpenedSession, 'identity'>; readonly program: MiniProgram },
): Promise<void> {
  const { openid, unionid } = session.identity;
  const free = await inRead(ctx, async (tx) => {
    const wanted = identifiersOf(tx, program.appId, session.identity);
    const owned = new Set((await guestIdentity.ownersOf(tx, wanted)).map(({ kind }) => kind));
    return wanted.filter(({ kind }) => !owned.has(kind)).map(({ kind }) => kind);
  });
  for (const kind of free) {
    const identifier =
      kind === 'wechat_unionid' ? { kind, value: must(unionid, 'is there') } : openIdentifier(program.appId, openid);
    await guestIdentity.bind(ctx, { customerId, identifier, source: 'scan' });
  }
}
