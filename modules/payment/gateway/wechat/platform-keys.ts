import { X509Certificate, type KeyObject } from 'node:crypto';
import { MINUTE_MS, systemClock } from '@shuke/kernel';
import type { GatewayAccount } from '../gateway.ts';
import { parsedFields, within, type Fields } from '../shared/fields.ts';
import { onceOf, pemsIn, publicKeyOf } from '../shared/keys.ts';
import { holds, openResource, sealOf } from './sign.ts';
import { signedCall } from './signed-call.ts';

type Keys = ReadonlyMap<string, KeyObject>;

function certificateOf(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

const keysOf = (pems: readonly string[]): [string, KeyObject][] =>
  pems.flatMap((pem) => {
    const certificate = certificateOf(pem);
    return certificate ? [[certificate.serialNumber.toUpperCase(), certificate.publicKey]] : [];
  });

/**
 * What WeChat may sign with, by serial: the certificates of its platform and the public key whose serial is `PUB_KEY_ID_…`.
 * A merchant who moves from the one to the other is called with both in turn.
 */
export function heldKeys({ settings, secrets }: GatewayAccount): Keys {
  const publicKey = onceOf(secrets, 'publicKey', () => publicKeyOf(secrets['publicKey']));
  const id = settings['publicKeyId'];
  const certificates = onceOf(secrets, 'certificates', () => keysOf(pemsIn(secrets['platformCertificates'])));
  return new Map(publicKey && id ? [...certificates, [id, publicKey]] : certificates);
}

interface Learned {
  readonly askedAtMs: number;
  readonly keys: Promise<Keys>;
}

// WeChat changes its certificates now and then. A stranger's callback with a made-up serial must not make us ask each time.
const ASK_AGAIN_AFTER_MS = MINUTE_MS;
const MOST_ACCOUNTS = 1000;
const learned = new Map<string, Learned>();

/** The key of a serial: of those that the account holds, else of those that WeChat has published since; null where there is none. */
export async function platformKey(account: GatewayAccount, serial: string): Promise<KeyObject | null> {
  const held = heldKeys(account).get(serial);
  if (held) return held;
  if (!/^[0-9A-F]{8,64}$/.test(serial)) return null;
  const before = learned.get(account.accountId);
  const known = (await before?.keys)?.get(serial);
  if (known) return known;
  const nowMs = systemClock.now().getTime();
  if (before && nowMs - before.askedAtMs < ASK_AGAIN_AFTER_MS) return null;
  if (learned.size >= MOST_ACCOUNTS) learned.clear();
  const keys = published(account);
  learned.set(account.accountId, { askedAtMs: nowMs, keys });
  return (await keys).get(serial) ?? null;
}

/**
 * The certificates that WeChat publishes now. They come sealed with the key that only WeChat and the merchant have, and the
 * answer is signed with one of them.
 */
async function published(account: GatewayAccount): Promise<Keys> {
  const answer = await signedCall(account, { method: 'GET', path: '/v3/certificates' });
  if (answer.state === 'unknown' || answer.status !== 200) return new Map();
  const { data } = parsedFields(answer.body.toString('utf8')) ?? {};
  const listed = (Array.isArray(data) ? data : []) as Fields[];
  const opened = listed.map((one) =>
    openResource(within(one, 'encrypt_certificate'), account.secrets['apiV3Key'] ?? ''),
  );
  const keys = new Map(keysOf(opened.filter((pem) => pem !== null)));
  const seal = sealOf((name) => answer.headers.get(name));
  const key = seal && (keys.get(seal.serial) ?? heldKeys(account).get(seal.serial));
  return seal && key && holds(seal, answer.body, key) ? keys : new Map();
}
