import { AlipaySdk } from 'alipay-sdk';
import type { GatewayAccount } from '../gateway.ts';
import { TIMEOUT_MS } from '../shared/call.ts';
import { onceOf, privateKeyOf, publicKeyOf } from '../shared/keys.ts';

type Secrets = GatewayAccount['secrets'];

/** The two keys as the library takes them, or null where one cannot be used. They are given as Alipay's tool writes them or in PEM. */
function keysOf(secrets: Secrets): { readonly privateKey: string; readonly alipayPublicKey: string } | null {
  const privateKey = privateKeyOf(secrets['privateKey']);
  const publicKey = publicKeyOf(secrets['alipayPublicKey']);
  if (!privateKey || !publicKey) return null;
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim(),
    alipayPublicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString().trim(),
  };
}

/** Alipay's own library for an account, or null where it cannot be used. */
export function sdkOf({ baseUrl, settings, secrets }: GatewayAccount): AlipaySdk | null {
  const keys = onceOf(secrets, 'keys', () => keysOf(secrets));
  if (!keys || !settings['appId']) return null;
  return new AlipaySdk({ ...keys, appId: settings['appId'], keyType: 'PKCS8', gateway: baseUrl, timeout: TIMEOUT_MS });
}
