import { createHash } from 'node:crypto';
import type { KeyKind, KeyRing, Keys } from './keys.ts';
import type { Shelf, Store } from './store.ts';
import type { GatewayName } from './trade.ts';

/** A merchant as a provider knows it. */
export interface Merchant {
  readonly gateway: GatewayName;
  readonly name: string;
  readonly merchantNo: string;
  readonly appId: string;
}

/** What a shop is given to set up its account. */
export interface ShopAccount {
  readonly baseUrl: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

const digitsOf = (text: string, length: number): string =>
  String(createHash('sha256').update(text).digest().readBigUInt64BE(0)).padStart(length, '7').slice(0, length);

const LENGTHS: Readonly<Record<GatewayName, number>> = { wechat: 10, alipay: 16, unionpay: 15, stripe: 12 };

/** The merchants of all providers by name; one that is asked for is there. */
export class Accounts {
  readonly keyRing: KeyRing;
  readonly #merchants: Shelf<Merchant>;

  constructor(store: Store, keyRing: KeyRing) {
    this.keyRing = keyRing;
    this.#merchants = store.shelf('merchant');
  }

  open(gateway: GatewayName, name = 'demo'): Merchant {
    const key = `${gateway} ${name}`;
    const number = digitsOf(key, LENGTHS[gateway]);
    const appIds: Readonly<Record<GatewayName, string>> = {
      wechat: `wx${createHash('sha256').update(key).digest('hex').slice(0, 16)}`,
      alipay: `2021${digitsOf(`app ${key}`, 12)}`,
      unionpay: number,
      stripe: `acct_${number}`,
    };
    return (
      this.#merchants.get(key) ??
      this.#merchants.put(key, { gateway, name, merchantNo: number, appId: appIds[gateway] })
    );
  }

  find(gateway: GatewayName, number: string): Merchant | undefined {
    return this.#merchants
      .all()
      .find((merchant) => merchant.gateway === gateway && [merchant.merchantNo, merchant.appId].includes(number));
  }

  all(gateway: GatewayName): Merchant[] {
    return this.#merchants.all().filter((merchant) => merchant.gateway === gateway);
  }

  /** What the merchant signs with. */
  merchantKeys(merchant: Merchant, kind: KeyKind = 'rsa'): Keys {
    const of = `${merchant.gateway} merchant ${merchant.name}`;
    return this.keyRing.keys(kind === 'rsa' ? of : `${of} ${kind}`, kind);
  }

  secret(merchant: Merchant, name: string, length = 32): string {
    return this.keyRing.secret(`${merchant.gateway} ${merchant.name} ${name}`, length);
  }
}
