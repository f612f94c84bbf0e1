import type { Caller, Telling, Told } from '../adapter.ts';
import { call } from '../call.ts';
import { isFields, optionalText } from '../fields.ts';
import { signatureOf } from './signature.ts';

type Params = Readonly<Record<string, string>>;

/** Which of the platform's addresses says it. */
function saidBy(telling: Telling): { readonly path: string; readonly params: Params } {
  switch (telling.kind) {
    case 'accept':
      return { path: 'order/confirm', params: { order_id: telling.platformNo } };
    case 'reject':
      return {
        path: 'order/cancel',
        // assumed: 2007 is "for another reason of the shop".
        params: { order_id: telling.platformNo, reason: telling.reason, reason_code: '2007' },
      };
    case 'ready':
      return { path: 'order/preparationMealComplete', params: { order_id: telling.platformNo } };
    case 'agree_refund':
      return { path: 'order/refund/agree', params: { order_id: telling.platformNo, reason: 'ok' } };
    case 'decline_refund':
      return { path: 'order/refund/reject', params: { order_id: telling.platformNo, reason: telling.reason } };
    case 'stock':
      return { path: 'food/sku/stock', params: { food_data: stockOf(telling.items) } };
  }
}

/** None left, or `*`: as many as anybody wants. */
const stockOf = (items: readonly { readonly itemRef: string; readonly available: boolean }[]): string =>
  JSON.stringify(
    items.map(({ itemRef, available }) => ({
      app_food_code: itemRef,
      skus: [{ sku_id: itemRef, stock: available ? '*' : '0' }],
    })),
  );

/** Calls an address of the platform. Errors that say it is so already count as done. */
export async function tellMeituan({ account, now }: Caller, telling: Telling): Promise<Told> {
  const { path, params } = saidBy(telling);
  const { appId = '', appPoiCode = '' } = account.settings;
  const url = `${account.baseUrl}/api/v1/${path}`;
  const all: Params = {
    ...params,
    app_id: appId,
    timestamp: String(Math.floor(now.getTime() / 1000)),
    ...(telling.kind === 'stock' ? { app_poi_code: appPoiCode } : {}),
  };
  const sig = signatureOf(url, all, account.secrets.secret ?? '');
  const answered = await call({
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...all, sig }).toString(),
  });
  if (answered.state === 'unknown') return answered;
  if (answered.fields.data === 'ok') return { state: 'done' };
  const { error } = answered.fields;
  const code = isFields(error) ? (optionalText(error, 'code') ?? 'unknown') : 'unknown';
  if (SO_ALREADY.has(code)) return { state: 'done' };
  if (LATER.has(code)) return { state: 'unknown', why: code };
  return { state: 'refused', why: code, cancelled: code === CANCELLED };
}

// assumed: the platform's codes for an order that stands there already, one that is cancelled, and calls that come too fast.
const SO_ALREADY = new Set(['808']);
const CANCELLED = '809';
const LATER = new Set(['701', '1001']);
