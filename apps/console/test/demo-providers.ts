import type { PaymentAccounts } from '@shuke/contract';
import type { OpenConsole } from './open-console.ts';

/** Where the demo's payment providers and platforms are. */
export async function providersUrl(api: OpenConsole['api']): Promise<string> {
  const { items } = await api<PaymentAccounts>('GET', '/v1/payment-accounts');
  return new URL(items[0]!.baseUrl).origin;
}

/** Presses a button on their side: what a guest does there, and what goes wrong. */
export async function atProvider<T = Readonly<Record<string, string>>>(
  api: OpenConsole['api'],
  path: string,
  body: object,
): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const answer = await fetch(`${await providersUrl(api)}/control/${path}`, init);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}
