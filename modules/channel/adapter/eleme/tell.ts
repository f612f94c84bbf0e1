import { newId } from '@shuke/kernel';
import type { Caller, Telling, Told } from '../adapter.ts';
import { call } from '../call.ts';
import { isFields, optionalText } from '../fields.ts';
import { joined, md5 } from '../sign.ts';

interface Said {
  readonly action: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Which of the platform's actions says it. The names of the last three are assumed. */
function saidBy(telling: Telling): Said {
  switch (telling.kind) {
    case 'accept':
      return { action: 'eleme.order.confirmOrderLite', params: { orderId: telling.platformNo } };
    case 'reject':
      return {
        action: 'eleme.order.cancelOrderLite',
        params: { orderId: telling.platformNo, type: 'others', remark: telling.reason },
      };
    case 'agree_refund':
      return { action: 'eleme.order.agreeRefundLite', params: { orderId: telling.platformNo } };
    case 'decline_refund':
      return {
        action: 'eleme.order.disagreeRefundLite',
        params: { orderId: telling.platformNo, reason: telling.reason },
      };
    case 'ready':
      return { action: 'eleme.order.setOrderPrepared', params: { orderId: telling.platformNo } };
    case 'stock':
      return {
        action: 'eleme.product.item.batchUpdateAvailability',
        params: { items: telling.items.map(({ itemRef, available }) => ({ itemId: itemRef, available })) },
      };
  }
}

/** Calls the platform's one address by its NOP protocol. Errors that say it is so already count as done. */
export async function tellEleme({ account, now }: Caller, telling: Telling): Promise<Told> {
  const { action, params } = saidBy(telling);
  const metas = { app_key: account.settings.appKey ?? '', timestamp: Math.floor(now.getTime() / 1000) };
  const token = account.secrets.token ?? '';
  const signature = signatureOf({ action, params, metas, token, secret: account.secrets.secret ?? '' });
  const answered = await call({
    url: `${account.baseUrl}/api/v1/`,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ nop: '1.0.0', id: newId(), action, token, metas, params, signature }),
  });
  if (answered.state === 'unknown') return answered;
  const { error } = answered.fields;
  if (!isFields(error)) return { state: 'done' };
  const code = optionalText(error, 'code') ?? 'UNKNOWN';
  if (SO_ALREADY.has(code)) return { state: 'done' };
  if (LATER.has(code)) return { state: 'unknown', why: code };
  return { state: 'refused', why: code, cancelled: code === 'BIZ_ORDER_CANCELLED' };
}

// assumed: the platform's names for an order that stands where it is told to go, and for calls that come too fast.
const SO_ALREADY = new Set(['BIZ_ORDER_CONFIRMED', 'BIZ_ORDER_ALREADY']);
const LATER = new Set(['SERVER_ERROR', 'EXCEED_LIMIT']);

export interface Signed extends Said {
  readonly metas: Readonly<Record<string, unknown>>;
  readonly token: string;
  readonly secret: string;
}

/** MD5 over action, token, the sorted parameters with their values as JSON, and the secret, in capitals. */
export function signatureOf({ action, params, metas, token, secret }: Signed): string {
  const all = Object.fromEntries(Object.entries({ ...metas, ...params }).map(([k, v]) => [k, JSON.stringify(v)]));
  return md5(action + token + joined(all) + secret).toUpperCase();
}
