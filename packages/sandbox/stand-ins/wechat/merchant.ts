import type { Desk } from '../core/desk.ts';
import type { Merchant, ShopAccount } from '../core/accounts.ts';
import type { Keys } from '../core/keys.ts';
import type { Shelf } from '../core/store.ts';

const PLATFORM = 'wechat platform';

/** How many platform certificates there are; `rotate` adds one. Each number of the count is a name in the ring of keys. */
export class Platform {
  readonly #desk: Desk;
  readonly #counts: Shelf<number>;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#counts = desk.store.shelf('wechat-platform');
  }

  get #count(): number {
    return this.#counts.get('certificates') ?? 2;
  }

  rotate(): Keys {
    return this.#key(this.#counts.put('certificates', this.#count + 1));
  }

  certificates(): Keys[] {
    return Array.from({ length: this.#count }, (_, index) => this.#key(index + 1));
  }

  /** The key pair of the public-key mode, whose serial is a name. */
  publicKey(): Keys & { readonly id: string } {
    const keys = this.#desk.accounts.keyRing.keys('wechat public key');
    return { ...keys, id: `PUB_KEY_ID_0${keys.serial.slice(0, 24).replaceAll(/[A-F]/g, '7')}` };
  }

  /** During a migration what is told is signed now with a certificate, now with the public key: by the notice, so that seeds replay. */
  signerOf(seed: number): { readonly keys: Keys; readonly serial: string } {
    const signers = [...this.certificates().map((keys) => ({ keys, serial: keys.serial })), this.#publicSigner()];
    return signers[seed % signers.length]!;
  }

  /** Answers are signed with the public key for whoever names it in `Wechatpay-Serial`, else with the newest certificate. */
  signerFor(asked: string | undefined): { readonly keys: Keys; readonly serial: string } {
    const byPublicKey = this.#publicSigner();
    if (asked === byPublicKey.serial) return byPublicKey;
    const certificates = this.certificates();
    const keys = certificates.find(({ serial }) => serial === asked) ?? certificates.at(-1)!;
    return { keys, serial: keys.serial };
  }

  #publicSigner() {
    const keys = this.publicKey();
    return { keys, serial: keys.id };
  }

  #key(number: number): Keys {
    return this.#desk.accounts.keyRing.keys(`${PLATFORM} ${number}`);
  }
}

export const apiV3Key = (desk: Desk, merchant: Merchant): string => desk.accounts.secret(merchant, 'api v3 key', 32);

export function wechatAccount(desk: Desk, platform: Platform, merchant: Merchant): ShopAccount {
  const keys = desk.accounts.merchantKeys(merchant);
  return {
    baseUrl: `${desk.origin}/wechat`,
    settings: {
      appId: merchant.appId,
      mchId: merchant.merchantNo,
      serialNo: keys.serial,
      publicKeyId: platform.publicKey().id,
    },
    secrets: {
      privateKey: keys.privatePem,
      apiV3Key: apiV3Key(desk, merchant),
      platformCertificates: platform
        .certificates()
        .map(({ certificate }) => certificate)
        .join(''),
      publicKey: platform.publicKey().publicPem,
    },
  };
}
