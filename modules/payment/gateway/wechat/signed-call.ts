import { systemClock } from '@shuke/kernel';
import type { GatewayAccount } from '../gateway.ts';
import { call, type Answered, type HttpCall } from '../shared/call.ts';
import { onceOf, privateKeyOf } from '../shared/keys.ts';
import { unknown, type Unknown } from '../shared/unknown.ts';
import { authorization } from './sign.ts';

export interface Asked extends Pick<HttpCall, 'timeoutMs' | 'mostBytes'> {
  readonly method: 'GET' | 'POST';
  /** From `/v3` on, with the query. */
  readonly path: string;
  readonly body?: object;
}

/** Calls WeChat in the merchant's name. What comes back is not verified yet. */
export async function signedCall(account: GatewayAccount, asked: Asked): Promise<Answered | Unknown> {
  const { method, path, body: content, ...limits } = asked;
  const { settings, secrets } = account;
  const privateKey = onceOf(secrets, 'privateKey', () => privateKeyOf(secrets['privateKey']));
  if (!privateKey) return unknown('private_key_unusable');
  const { mchId = '', serialNo = '', publicKeyId } = settings;
  const body = content ? JSON.stringify(content) : '';
  const signer = { mchId, serialNo, privateKey };
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    // Whoever names the public key gets answers that are signed with it.
    ...(publicKeyId ? { 'wechatpay-serial': publicKeyId } : {}),
    authorization: authorization({ method, path, body }, signer, systemClock.now()),
  };
  const url = `${account.baseUrl.replace(/\/+$/, '')}${path}`;
  return call({ ...limits, method, url, headers, ...(content ? { body } : {}) });
}
