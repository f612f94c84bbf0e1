import { inRead, type Ctx } from '@shuke/db';
import { ok, type Refusal, type Result } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { inMoney } from './wire.ts';

export const currencyOf = async (ctx: Ctx): Promise<string> => (await inRead(ctx, merchantSettings)).currency;

/** A result as the wire says it, in the merchant's currency. */
export async function said<T, V>(
  ctx: Ctx,
  result: Result<T, Refusal>,
  view: (value: T, currency: string) => V,
): Promise<Result<V, Refusal>> {
  const currency = await currencyOf(ctx);
  return result.ok ? ok(view(result.value, currency)) : { ok: false, refusal: inMoney(result.refusal, currency) };
}
