import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { selfSigned } from './certificate.ts';
import type { Shelf, Store } from './store.ts';

interface KeptKey {
  readonly privateKey: string;
  readonly serial: string;
  readonly certificate: string;
}

export type KeyKind = 'rsa' | 'sm2';

/** A pair of keys, with the certificate that a provider or a merchant shows for it. */
export interface Keys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly privatePem: string;
  readonly publicPem: string;
  readonly serial: string;
  readonly certificate: string;
}

/** Keys by name, made once a folder and then the same: an account that was set up yesterday still holds. */
export class KeyRing {
  readonly #shelf: Shelf<KeptKey>;
  readonly #open = new Map<string, Keys>();
  readonly #texts: Shelf<string>;

  constructor(store: Store) {
    this.#shelf = store.shelf('key');
    this.#texts = store.shelf('secret');
  }

  keys(name: string, kind: KeyKind = 'rsa'): Keys {
    const kept = this.#shelf.get(name) ?? this.#shelf.put(name, make(name, kind));
    const opened = this.#open.get(name) ?? open(kept);
    this.#open.set(name, opened);
    return opened;
  }

  /** A secret of letters and digits that is made once. */
  secret(name: string, length: number): string {
    return this.#texts.get(name) ?? this.#texts.put(name, randomBytes(length).toString('hex').slice(0, length));
  }
}

/** Node makes a key of SM2's curve one of ECDSA, and takes it for SM2 once it has been written and read. */
function newPrivateKey(kind: KeyKind): KeyObject {
  if (kind === 'rsa') return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'SM2' });
  return createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

function make(name: string, kind: KeyKind): KeptKey {
  const privateKey = newPrivateKey(kind);
  const publicKey = createPublicKey(privateKey);
  const serial = `5${randomBytes(20).toString('hex').slice(1)}`.toUpperCase();
  const certificate = selfSigned({ name, serial, kind, publicKey, privateKey });
  return { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), serial, certificate };
}

function open({ privateKey: pem, serial, certificate }: KeptKey): Keys {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { privateKey, publicKey, privatePem: pem, publicPem, serial, certificate };
}
