import type { KeyObject } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Formatter, Rsa } from 'wechatpay-axios-plugin';

/** The headers of an answer that WeChat's public key signs, written by somebody else's library. */
export function sealOf(body: string, key: KeyObject, at = new Date()): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': 'n',
    'wechatpay-serial': 'PUB_KEY_ID_01',
    'wechatpay-signature': Rsa.sign(Formatter.response(timestamp, 'n', body), pem),
  };
}

/** A provider that answers what a test has it say. */
export async function serve(
  listener: RequestListener,
): Promise<{ readonly baseUrl: string; readonly stop: () => void }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
