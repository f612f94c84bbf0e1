import type { SessionView } from '@shuke/contract';
import { inRead, inTx, systemCtx, type Ctx, type Services } from '@shuke/db';
import { must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { KeyReused } from './errors.ts';
import { readMerchant } from './merchant-store.ts';
import { revokeSession, revokeSessionsOf } from './session-store.ts';
import { tenantOfToken, tokenHash } from './session-token.ts';
import { readStaff } from './staff-store.ts';

/** The person of a session where that person works, which for agency staff is not the merchant they act for. */
export interface OwnSession {
  readonly tenantId: string;
  readonly staffId: string;
  readonly token: string;
}

/** The session that a request came with; null for an API key, which has none. */
export function ownSession(ctx: Pick<Ctx, 'actor'>, token: string | null): OwnSession | null {
  const tenantId = tenantOfToken(token);
  const isPerson = ctx.actor.kind === 'staff' || ctx.actor.kind === 'agency';
  return isPerson && tenantId !== null && token !== null ? { tenantId, staffId: ctx.actor.id, token } : null;
}

/** Who is signed in, and for whom they act. */
export async function viewSession(ctx: Ctx, own: OwnSession): Promise<SessionView> {
  const staff = await inRead(systemCtx(ctx, own.tenantId), (tx) => readStaff(tx, own.staffId));
  const {
    display_name: displayName,
    role,
    must_change_password: mustChangePassword,
  } = must(staff, 'a session has a person');
  const { merchantId } = ctx.actor;
  const row = await inRead(ctx, readMerchant);
  return {
    staff: { staffId: own.staffId, displayName, role, mustChangePassword },
    merchant: row && {
      merchantId,
      name: row.name,
      currency: row.currency,
      timeZone: row.time_zone,
      locale: row.locale,
    },
  };
}

/** Ends the session of a token. A repeat has nothing left to do. */
export async function signOut(services: Services, own: OwnSession): Promise<void> {
  const hash = tokenHash(services, own.token);
  await inTx(systemCtx(services, own.tenantId), {}, async (tx) => ok(await revokeSession(tx, hash)));
}

/** Ends all sessions of a person, wherever they are signed in. */
export function revokeStaffSessions(
  ctx: Ctx,
  staffId: string,
): Promise<Result<null, Refusal<'not_found'> | KeyReused>> {
  return inTx(ctx, {}, async (tx) => {
    if (!(await readStaff(tx, staffId))) return refuse('not_found');
    await revokeSessionsOf(tx, staffId);
    return ok(null);
  });
}
