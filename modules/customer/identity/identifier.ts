import type { Grade, Identifier, IdentifierKind } from '@shuke/contract';
import type { Vault } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import type { IdentifierRefusal } from '../errors.ts';

/**
 * An identifier in its one way of writing: found by its keyed hash, shown by its hint. It is kept sealed with the key of its
 * person, hence not before it is known who that is (`seal-identifiers.ts`).
 */
export interface SealedIdentifier {
  readonly kind: IdentifierKind;
  readonly hash: Buffer;
  readonly plain: string;
  readonly hint: string;
}

/** The country of a phone number that is written without one. */
const COUNTRY_CODE = '86';
// What follows +86: a mobile, or an area code (10, 21, 755) and the number.
const NATIONAL = /^(?:1[3-9]\d{9}|(?:10|[2-9]\d)\d{7,9})$/;
const INTERNATIONAL = /^[1-9]\d{7,14}$/;
const VISIBLE = /^[^\p{C}\p{Z}](?:[^\p{C}\p{Zl}\p{Zp}]{0,126}[^\p{C}\p{Z}])?$/u;
const EMAIL = /^[^\s@"(),:;<>[\\\]\p{C}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,63}$/u;

// An open id is of one app only, so it is written with the app's id before it.
const OPENID = /^[\w-]{1,64}:[\w-]{1,128}$/;

/**
 * The one way of writing an identifier, so that one person is not two: full-width characters become plain, a phone
 * number becomes E.164, an e-mail address lower case. Tokens and member numbers keep their case and leading zeros.
 */
export function normalizeIdentifier({ kind, value }: Identifier): Result<string, IdentifierRefusal> {
  const plain = value.normalize('NFKC').trim();
  if (kind === 'phone') return accepted(kind, phoneOf(plain));
  if (kind === 'email') return accepted(kind, EMAIL.test(plain) && plain.length <= 254 ? plain.toLowerCase() : null);
  if (kind === 'wechat_openid' && !OPENID.test(plain)) return refuse('identifier_invalid', { kind });
  if (kind !== 'member_no' && isBankCard(plain)) return refuse('identifier_is_card_number', { kind });
  return accepted(kind, VISIBLE.test(plain) ? plain : null);
}

const accepted = (kind: IdentifierKind, value: string | null): Result<string, IdentifierRefusal> =>
  value === null ? refuse('identifier_invalid', { kind }) : ok(value);

/**
 * E.164, or null. With + or 00 in front the number has its country; without, it is of China: a mobile of 11 digits, the
 * same with 86 before it, or a landline with 0 and its area code.
 */
function phoneOf(text: string): string | null {
  if (!/^\+?[\d\s().-]{5,40}$/.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  if (text.startsWith('+')) return e164(digits);
  if (digits.startsWith('00')) return e164(digits.slice(2));
  if (digits.startsWith('0')) return e164(COUNTRY_CODE + digits.slice(1));
  return e164(digits.length === 11 ? COUNTRY_CODE + digits : digits, COUNTRY_CODE);
}

function e164(digits: string, country = ''): string | null {
  if (!digits.startsWith(country)) return null;
  const chinese = digits.startsWith(COUNTRY_CODE);
  const fits = chinese ? NATIONAL.test(digits.slice(COUNTRY_CODE.length)) : INTERNATIONAL.test(digits);
  return fits ? `+${digits}` : null;
}

// The ranges of the card schemes (UnionPay, Visa, Mastercard, JCB, American Express, Discover) with a right check digit.
const CARD_RANGE = /^(?:3[0-9]|4\d|5[0-5]|6\d|2[2-7])\d{11,17}$/;

/** True for what is a bank card's number by range and check digit (ISO/IEC 7812-1, Luhn). */
function isBankCard(text: string): boolean {
  const digits = text.replace(/[ -]/g, '');
  if (!CARD_RANGE.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const GRADES: Readonly<Record<IdentifierKind, Grade>> = {
  phone: 'typed',
  email: 'typed',
  member_no: 'typed',
  card_token: 'presented',
  payment_token: 'presented',
  wechat_openid: 'provider',
  wechat_unionid: 'provider',
  alipay_id: 'provider',
};

/** How well an identifier is proven: by its kind, or better if the person has proved that it is theirs. */
export const gradeOf = (kind: IdentifierKind, isVerified: boolean): Grade => (isVerified ? 'verified' : GRADES[kind]);

const MOST_SHOWN = 4;

/** The last characters of a normalised identifier, at most four and never more than half: •••0001. */
export function hintOf(kind: IdentifierKind, normalized: string): string {
  // The end of an e-mail address says nothing, so what stands before the @ is shown.
  const characters = Array.from(kind === 'email' ? normalized.slice(0, normalized.indexOf('@')) : normalized);
  const shown = Math.min(MOST_SHOWN, Math.floor(characters.length / 2));
  return `•••${characters.slice(characters.length - shown).join('')}`;
}

/** Reads an identifier of one merchant, or says what is wrong with it. */
export function sealIdentifier(
  vault: Vault,
  merchantId: string,
  identifier: Identifier,
): Result<SealedIdentifier, IdentifierRefusal> {
  const normalized = normalizeIdentifier(identifier);
  if (!normalized.ok) return normalized;
  const { kind } = identifier;
  return ok({
    kind,
    hash: vault.hash(merchantId, kind, normalized.value),
    plain: normalized.value,
    hint: hintOf(kind, normalized.value),
  });
}
