import type { NewTouchpoint, TouchpointView } from '@shuke/contract';
import { systemCtx, type Ctx } from '@shuke/db';
import { must, newId, type Refusal, type Result } from '@shuke/kernel';
import { addStore, createMerchant } from '@shuke/merchant';
import type { TestServices } from '@shuke/testkit';
import { createTouchpoints } from '../index.ts';

/** The value of a result that a test takes for granted. */
export function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused with ${result.refusal.code} ${JSON.stringify(result.refusal.facts)}`);
  return result.value;
}

/** The refusal's code, or `ok`. */
export const codeOf = (result: Result<unknown, Refusal>): string => (result.ok ? 'ok' : result.refusal.code);

/** How many results ended in which way. */
export function tally(results: readonly Result<unknown, Refusal>[]): Record<string, number> {
  const groups = Map.groupBy(results, codeOf);
  return Object.fromEntries([...groups].map(([code, all]) => [code, all.length]));
}

export interface Shop {
  readonly ctx: Ctx;
  readonly merchantId: string;
  readonly storeId: string;
}

/** A new merchant with a store of the code S1. */
export async function newShop(services: TestServices, name = '熟客咖啡 Coffee'): Promise<Shop> {
  const owner = { signInName: newId(), displayName: 'Owner' };
  const made = valueOf(await createMerchant(services, { name, owner, store: { code: 'S1', name: '人民广场店' } }));
  const { merchantId } = made;
  return { merchantId, storeId: must(made.storeId, 'a store was asked for'), ctx: systemCtx(services, merchantId) };
}

export interface Located {
  readonly latitude: number;
  readonly longitude: number;
}

export const addPlacedStore = async ({ ctx }: Shop, code: string, location: Located | null): Promise<string> =>
  valueOf(await addStore(ctx, { key: newId(), code, name: `Store ${code}`, location })).storeId;

export async function newTouchpoint({ ctx }: Shop, own: Partial<NewTouchpoint> = {}): Promise<TouchpointView> {
  const one = { storeCode: 'S1', kind: 'poster', label: newId(), ...own } as const;
  const [made] = valueOf(await createTouchpoints(ctx, { key: newId(), one }));
  return must(made, 'one was asked for');
}
