import type { NearbyStores } from '@shuke/contract';
import type { Services } from '@shuke/db';
import type { Result } from '@shuke/kernel';
import { enterFences, noteRefusal } from '@shuke/touchpoint';
import type { NearbyRefusal } from './errors.ts';
import { openGuest, type Presented } from './open-guest.ts';

export interface NearGuest extends Presented {
  readonly latitude: number;
  readonly longitude: number;
  readonly coordinates: 'wgs84' | 'gcj02';
}

/** Tells a guest the stores within 5 km, the nearest first. */
export async function nearGuest(services: Services, cmd: NearGuest): Promise<Result<NearbyStores, NearbyRefusal>> {
  const opened = await openGuest(services, cmd);
  if (!opened.ok) return opened;
  const { ctx, visitor } = opened.value;
  const { latitude, longitude, coordinates } = cmd;
  const near = await enterFences(ctx, { visitor, position: { latitude, longitude, coordinates } });
  if (!near.ok && near.refusal.code === 'position_implausible') await noteRefusal(ctx, near.refusal.code);
  return near;
}
