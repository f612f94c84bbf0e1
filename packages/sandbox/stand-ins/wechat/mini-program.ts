import { createHash, randomBytes } from 'node:crypto';
import type { Merchant } from '../core/accounts.ts';
import type { Desk } from '../core/desk.ts';
import type { Shelf } from '../core/store.ts';

/** What a code of the phone is good for: to sign in, or to tell the guest's number. */
export type CodeKind = 'login' | 'phone';

interface PhoneCode {
  readonly code: string;
  readonly kind: CodeKind;
  readonly appId: string;
  readonly guest: string;
  /** WeChat holds the guest's account for one at risk. */
  readonly isBlocked: boolean;
  readonly madeAt: string;
  readonly isUsed: boolean;
}

interface AccessToken {
  readonly appId: string;
  readonly token: string;
  readonly endsAt: string;
}

export const CODE_LIVES_MS = 5 * 60_000;
export const TOKEN_LIVES_S = 7200;
/** Within so much of its end a token is given anew, and the old one still works. */
const TOKEN_OVERLAP_MS = 5 * 60_000;

const idOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** One guest in one app. */
export const openIdOf = (appId: string, guest: string): string => `o${idOf(`openid ${appId} ${guest}`)}`;
/** One guest in all apps of a shop. */
export const unionIdOf = (shop: string, guest: string): string => `u${idOf(`unionid ${shop} ${guest}`)}`;

/** What WeChat knows of guests of mini programs: their codes, and what the shops' servers ask with. */
export class MiniPrograms {
  readonly #desk: Desk;
  readonly #codes: Shelf<PhoneCode>;
  readonly #tokens: Shelf<AccessToken>;
  readonly #phones: Shelf<string>;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#codes = desk.store.shelf('mini-program-code');
    this.#tokens = desk.store.shelf('mini-program-token');
    this.#phones = desk.store.shelf('mini-program-phone');
  }

  secretOf(merchant: Merchant): string {
    return createHash('md5').update(this.#desk.accounts.secret(merchant, 'app secret')).digest('hex');
  }

  /** A code as the phone's WeChat gives it to the mini program. */
  newCode({ kind, appId, guest, isBlocked = false }: NewCode): string {
    const code = `0${randomBytes(24).toString('base64url').slice(0, 31)}`;
    const madeAt = this.#desk.clock.now().toISOString();
    this.#codes.put(code, { code, kind, appId, guest, isBlocked, madeAt, isUsed: false });
    return code;
  }

  setPhone(guest: string, phone: string): void {
    this.#phones.put(guest, phone);
  }

  phoneOf(guest: string): string {
    const digits = createHash('sha256').update(`phone ${guest}`).digest().readUInt32BE(0) % 100_000_000;
    return this.#phones.get(guest) ?? `138${String(digits).padStart(8, '0')}`;
  }

  isOfAnotherApp(code: string, appId: string): boolean {
    const known = this.#codes.get(code);
    return known !== undefined && known.appId !== appId;
  }

  /** Whose a code is, spent or not. */
  guestOf(code: string): string | null {
    return this.#codes.get(code)?.guest ?? null;
  }

  /** Takes a code, once; or answers what is wrong with it. */
  take(code: string, { kind, appId }: Pick<PhoneCode, 'kind' | 'appId'>): PhoneCode | 'unknown' | 'used' {
    const known = this.#codes.get(code);
    if (!known || known.kind !== kind || known.appId !== appId) return 'unknown';
    if (this.#desk.clock.now().getTime() - Date.parse(known.madeAt) > CODE_LIVES_MS) return 'unknown';
    if (known.isUsed) return 'used';
    return this.#codes.put(code, { ...known, isUsed: true });
  }

  /** The token that holds: the same for all who ask while it lives, and a new one shortly before its end. */
  tokenFor(appId: string): { readonly token: string; readonly expiresIn: number } {
    const now = this.#desk.clock.now().getTime();
    const held = this.#tokens.get(appId);
    const leftMs = held ? Date.parse(held.endsAt) - now : 0;
    if (held && leftMs > TOKEN_OVERLAP_MS) return { token: held.token, expiresIn: Math.floor(leftMs / 1000) };
    const token = `${idOf(`token ${appId} ${now}`)}${randomBytes(24).toString('base64url')}`;
    const made = { appId, token, endsAt: new Date(now + TOKEN_LIVES_S * 1000).toISOString() };
    this.#tokens.put(appId, made);
    this.#tokens.put(token, made);
    return { token, expiresIn: TOKEN_LIVES_S };
  }

  /** Of which app a token is; `expired` and `unknown` for one that no longer, or never, was one. */
  appOfToken(token: string): { readonly appId: string } | 'expired' | 'unknown' {
    const held = this.#tokens.get(token);
    if (!held || held.token !== token) return 'unknown';
    return Date.parse(held.endsAt) > this.#desk.clock.now().getTime() ? { appId: held.appId } : 'expired';
  }

  /** Ends a token before its time, as when the app's secret is reset. */
  forgetTokens(appId: string): void {
    const held = this.#tokens.get(appId);
    if (!held) return;
    for (const key of [appId, held.token]) this.#tokens.put(key, { ...held, endsAt: new Date(0).toISOString() });
  }
}

export interface NewCode extends Pick<PhoneCode, 'kind' | 'appId' | 'guest'> {
  readonly isBlocked?: boolean;
}
