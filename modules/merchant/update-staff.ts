import type { StaffChange, StaffView } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { must, ok, refuse, type Result } from '@shuke/kernel';
import { appendAudits, type NewAuditEntry } from './audit/append-audit.ts';
import { orRefused, type KeyReused, type StaffRefusal } from './errors.ts';
import { revokeSessionsOf } from './session-store.ts';
import { roleBeyond, staffViews } from './staff.ts';
import { lockWithOwners, writeStaff, type StaffRow } from './staff-store.ts';

/**
 * Changes a person's name, role, store or whether they may work. A merchant keeps at least one active owner; who is
 * switched off is signed out everywhere.
 */
export function updateStaff(
  ctx: Ctx,
  { staffId, ...change }: StaffChange & { staffId: string },
): Promise<Result<StaffView, StaffRefusal | KeyReused>> {
  return inTx(ctx, {}, async (tx): Promise<Result<StaffView, StaffRefusal>> => {
    const locked = await lockWithOwners(tx, staffId);
    const before = locked.find((row) => row.staff_id === staffId);
    if (!before) return refuse('not_found');
    const after: StaffRow = {
      ...before,
      display_name: change.displayName ?? before.display_name,
      role: change.role ?? before.role,
      store_id: change.storeId === undefined ? before.store_id : change.storeId,
      active: change.active ?? before.active,
    };
    const beyond = roleBeyond(ctx.actor, before.role) ?? roleBeyond(ctx.actor, after.role);
    if (beyond !== null) return refuse('forbidden', { needs: beyond });
    if (isOwner(before) && !isOwner(after) && locked.filter(isOwner).length === 1) return refuse('last_owner');
    const written = await orRefused(writeStaff(tx, after));
    if (!written.ok) return refuse('not_found', { field: 'storeId' });
    if (!after.active) await revokeSessionsOf(tx, staffId);
    const [view] = await staffViews(tx, [after]);
    await appendAudits(tx, changesOf(before, after));
    return ok(must(view, 'a person has a view'));
  });
}

function changesOf(before: StaffRow, after: StaffRow): NewAuditEntry[] {
  const changes: NewAuditEntry[] = [];
  const subject = after.staff_id;
  if (before.role !== after.role) {
    changes.push({ action: 'staff.role_changed', subject, detail: { from: before.role, to: after.role } });
  }
  if (before.active !== after.active) {
    changes.push({ action: 'staff.status_changed', subject, detail: { active: after.active } });
  }
  return changes;
}

const isOwner = (row: StaffRow): boolean => row.role === 'owner' && row.active;
