import type { RecognitionView, Signal, SignalKind } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { newId, ok, type Refusal, type Result } from '@shuke/kernel';
import { addStore, createMerchant } from '@shuke/merchant';
import { actAs, type TestServices } from '@shuke/testkit';
import { ensureCustomers, sealIdentifier } from '../../index.ts';
import { recognise } from '../recognise.ts';

/** A merchant with a store in Shanghai, one in Beijing and one whose place is not known. */
export interface Counter {
  readonly ctx: Ctx;
  readonly stores: Readonly<Record<'shanghai' | 'beijing' | 'somewhere', string>>;
}

export function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

let made = 0;

export async function openCounter(services: TestServices): Promise<Counter> {
  const owner = { signInName: `owner-${(made += 1)}`, displayName: 'Owner' };
  const { merchantId } = valueOf(await createMerchant(services, { name: 'Shop', owner }));
  const ctx = actAs(services, merchantId);
  const add = async (code: string, location: { latitude: number; longitude: number } | null): Promise<string> =>
    valueOf(await addStore(ctx, { key: newId(), code, name: code, location })).storeId;
  const stores = {
    shanghai: await add('SH', { latitude: 31.2304, longitude: 121.4737 }),
    beijing: await add('BJ', { latitude: 39.9042, longitude: 116.4074 }),
    somewhere: await add('XX', null),
  };
  return { ctx, stores };
}

/** A customer who is found by an identifier: made if need be, as a receipt would. */
export async function customer(
  ctx: Ctx,
  kind: Exclude<SignalKind, 'member_code' | 'device' | 'wifi' | 'real_name_hash'>,
  value: string,
): Promise<string> {
  const row = valueOf(sealIdentifier(ctx.vault, ctx.actor.merchantId, { kind, value }));
  const [found] = valueOf(
    await inTx(ctx, {}, async (tx) => ok(await ensureCustomers(tx, [{ ...row, source: 'till' }]))),
  );
  return found!.customerId;
}

/** `phone 13800138000, device D1` as signals. */
export const signals = (text: string): Signal[] =>
  text.split(',').map((one) => {
    const [kind, value = ''] = one.trim().split(' ');
    return { kind: kind as SignalKind, value };
  });

export const see = async (
  { ctx, stores }: Counter,
  shown: string,
  store: keyof Counter['stores'] = 'shanghai',
): Promise<RecognitionView> => valueOf(await recognise(ctx, { signals: signals(shown), storeId: stores[store] }));
