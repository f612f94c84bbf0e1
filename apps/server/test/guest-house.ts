import { afterAll, beforeAll } from 'vitest';
import type { TouchpointView } from '@shuke/contract';
import { systemCtx, type Ctx } from '@shuke/db';
import { createApp } from '@shuke/http';
import { must, newId, type Refusal, type Result } from '@shuke/kernel';
import { authenticate, createMerchant } from '@shuke/merchant';
import { testServices, type TestServices } from '@shuke/testkit';
import { createTouchpoints } from '@shuke/touchpoint';
import { addGuest } from '../guest/add-guest.ts';

/** The value of a result that a test takes for granted. */
export function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused with ${result.refusal.code} ${JSON.stringify(result.refusal.facts)}`);
  return result.value;
}

export interface GuestHouse {
  readonly services: TestServices;
  readonly app: Awaited<ReturnType<typeof createApp>>;
  /** Acts for the merchant. */
  readonly ctx: Ctx;
  readonly table: TouchpointView;
}

/** A server of the guest's routes alone, and a shop with a table that has a code. Call at the top of the file. */
export function openGuestHouse(storeName: string): GuestHouse {
  const services = testServices();
  const house = { services } as { -readonly [K in keyof GuestHouse]: GuestHouse[K] };
  beforeAll(async () => {
    house.app = await createApp({ services, authenticate, routes: [], isReady: async () => true });
    addGuest(house.app, services);
    await house.app.ready();
    const owner = { signInName: 'owner', displayName: 'Owner' };
    const store = { code: 'S1', name: storeName };
    const made = valueOf(await createMerchant(services, { name: 'Shuke Coffee', owner, store }));
    house.ctx = systemCtx(services, made.merchantId);
    const one = { storeCode: 'S1', kind: 'table', label: 'Table 7' } as const;
    house.table = must(valueOf(await createTouchpoints(house.ctx, { key: newId(), one }))[0], 'one was asked for');
  });
  afterAll(() => house.app?.close());
  return house;
}
