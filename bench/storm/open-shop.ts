import { setTimeout as sleep } from 'node:timers/promises';
import { SCOPES } from '@shuke/contract';
import { newId } from '@shuke/kernel';
import { good, jsonOf, send, Till } from './client.ts';
import type { Guest } from './guests.ts';

export const STORE = 'S1';
export const SKU = 'TEA';
export const PRICE_MINOR = 600;
const PRICE = '6.00';
const AGAIN_MS = 250;
const PASSWORD = 'a long password of the benchmark';

export interface OpenShop {
  readonly token: string;
  readonly accounts: Readonly<Record<Guest['gateway'], string>>;
}

/** Signs the owner in, sells tea in one store, and connects it to the providers: all by the shop's own API. */
export async function openShop(shopUrl: string, providersUrl: string, password: string): Promise<OpenShop> {
  const token = await tokenOf(shopUrl, password);
  const till = new Till(shopUrl, token);
  good(await till.post('/v1/stores', { code: STORE, name: 'Store' }, newId()));
  const first = { orderRef: 'FIRST', storeCode: STORE, orderedAt: '2026-01-05T12:00:00Z' };
  const line = { sku: SKU, name: 'Tea', quantity: '1', amount: PRICE };
  good(await till.post('/v1/orders', { ...first, lines: [line] }, newId()));
  good(await till.put('/v1/prices', { prices: [{ sku: SKU, price: PRICE }] }, newId()));
  const connect = async (gateway: Guest['gateway']): Promise<string> => {
    const given = await send(`${providersUrl}/control/accounts/${gateway}`, {});
    const account = { gateway, name: gateway, publicUrl: shopUrl, ...given?.body };
    return String(good(await till.post('/v1/payment-accounts', account, newId()))['accountId']);
  };
  return { token, accounts: { wechat: await connect('wechat'), alipay: await connect('alipay') } };
}

/** An API key with every scope, made by the owner, who has to choose a password first. */
async function tokenOf(url: string, oneTime: string): Promise<string> {
  const cookie = await signIn(url, oneTime);
  const change = { oldPassword: oneTime, newPassword: PASSWORD };
  await fetch(`${url}/v1/sessions/current/password`, jsonOf('PUT', change, { cookie }));
  const headers = { cookie: await signIn(url, PASSWORD), 'idempotency-key': newId() };
  const answer = await send(`${url}/v1/api-keys`, jsonOf('POST', { name: 'tills', scopes: SCOPES }, headers));
  return String(answer && good(answer)['token']);
}

async function signIn(url: string, password: string): Promise<string> {
  const response = await fetch(`${url}/v1/sessions`, jsonOf('POST', { signInName: 'owner', password }));
  // A server that has just started may have no room yet.
  if (response.status === 503) return sleep(AGAIN_MS).then(() => signIn(url, password));
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (!cookie) throw new Error(`signing in was answered ${response.status}: ${await response.text()}`);
  return cookie;
}
