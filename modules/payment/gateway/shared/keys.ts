import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

const PEM = /-----BEGIN [A-Z ]+-----[\s\S]+?-----END [A-Z ]+-----/g;
const BARE = /^[A-Za-z0-9+/=\s]+$/;

function attempt(read: () => KeyObject): KeyObject | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** A private key in PEM, or its base64 alone as Alipay's tool writes it (PKCS#8 or PKCS#1); null where it is none. */
export function privateKeyOf(text: string | undefined): KeyObject | null {
  if (!text) return null;
  if (text.includes('-----BEGIN')) return attempt(() => createPrivateKey(text));
  if (!BARE.test(text)) return null;
  const key = Buffer.from(text, 'base64');
  const read = (type: 'pkcs8' | 'pkcs1') => attempt(() => createPrivateKey({ key, format: 'der', type }));
  return read('pkcs8') ?? read('pkcs1');
}

/** A public key in PEM, alone in base64, or that of a certificate; null where it is none. */
export function publicKeyOf(text: string | undefined): KeyObject | null {
  if (!text) return null;
  if (text.includes('-----BEGIN')) return attempt(() => createPublicKey(text));
  if (!BARE.test(text)) return null;
  return attempt(() => createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' }));
}

/** The parts of a text that holds several keys or certificates in PEM one after the other. */
export const pemsIn = (text: string | undefined): readonly string[] => text?.match(PEM) ?? [];

/** The first of these names without a text. */
export const missingOf = (from: Readonly<Record<string, string>>, names: readonly string[]): string | null =>
  names.find((name) => !from[name]?.trim()) ?? null;

const opened = new WeakMap<object, Map<string, unknown>>();

/**
 * What was read from an account's secrets, read once as long as somebody holds those same secrets: reading the keys takes
 * longer than verifying a callback with them.
 */
export function onceOf<T>(secrets: Readonly<Record<string, string>>, name: string, read: () => T): T {
  const known = opened.get(secrets) ?? new Map<string, unknown>();
  opened.set(secrets, known);
  if (!known.has(name)) known.set(name, read());
  return known.get(name) as T;
}
