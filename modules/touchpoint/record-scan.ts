import { appendEvents, type Tx } from '@shuke/db';
import { touchpointJoined, touchpointScanned } from './events.ts';
import { bindVisitor, meetVisitor } from './happening-store.ts';
import { recordHappenings } from './record-happenings.ts';
import type { Touchpoint } from './touchpoint.ts';

interface Scanned {
  readonly touchpoint: Touchpoint;
  /** The keyed hash of the device's cookie. */
  readonly visitor: Buffer;
}

/** Records a scan inside a bigger process; answers whose the device is, or null. */
export async function recordScan(tx: Tx, { touchpoint, visitor }: Scanned): Promise<string | null> {
  const customerId = await meetVisitor(tx, visitor);
  const { touchpointId, storeId } = touchpoint;
  await recordHappenings(tx, [{ kind: 'scan', touchpointId, storeId, visitor, customerId, at: tx.now }]);
  await appendEvents(tx, [touchpointScanned({ touchpointId, storeId, customerId })]);
  return customerId;
}

/**
 * Records that somebody left an identifier here. `customerId` is the person where the join made one, and then the device
 * is theirs; null where the identifier was somebody's before, for whoever types a number has not proved to have it.
 */
export async function recordJoin(tx: Tx, join: Scanned & { readonly customerId: string | null }): Promise<void> {
  const { touchpoint, visitor, customerId } = join;
  const { touchpointId, storeId } = touchpoint;
  await meetVisitor(tx, visitor);
  if (customerId !== null) await bindVisitor(tx, visitor, customerId);
  await recordHappenings(tx, [{ kind: 'join', touchpointId, storeId, visitor, customerId, at: tx.now }]);
  await appendEvents(tx, [touchpointJoined({ touchpointId, storeId, customerId })]);
}
