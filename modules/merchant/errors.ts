import { constraintOf } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';

/** What every command with an idempotency key can be refused with. */
export type KeyReused = Refusal<'idempotency_key_reused'>;
export type SignInRefusal = Refusal<'sign_in_failed' | 'sign_in_limited'>;
export type PasswordRefusal = Refusal<'password_wrong' | 'password_too_weak' | 'sign_in_limited' | 'forbidden'>;
export type PlaceRefusal = Refusal<'code_taken' | 'not_found' | 'time_zone_unknown'>;
export type StaffRefusal = Refusal<'sign_in_name_taken' | 'not_found' | 'forbidden' | 'last_owner'>;
export type MerchantRefusal = Refusal<'sign_in_name_taken' | 'time_zone_unknown' | 'invalid_request' | 'not_found'>;

/** What the violated constraint means to the caller. */
const REFUSAL_OF = {
  brand_code_taken: 'code_taken',
  region_code_taken: 'code_taken',
  store_code_taken: 'code_taken',
  terminal_code_taken: 'code_taken',
  store_brand_unknown: 'not_found',
  store_region_unknown: 'not_found',
  terminal_store_unknown: 'not_found',
  staff_store_unknown: 'not_found',
  merchant_agency_id_fkey: 'not_found',
} as const;

type NamedRefusal = Refusal<(typeof REFUSAL_OF)[keyof typeof REFUSAL_OF]>;

/** Runs a statement and turns the violation of a named constraint into its refusal. Anything else is thrown on. */
export async function orRefused<T>(statement: Promise<T>): Promise<Result<T, NamedRefusal>> {
  try {
    return ok(await statement);
  } catch (error) {
    const constraint = constraintOf(error);
    if (constraint === null || !(constraint in REFUSAL_OF)) throw error;
    return refuse(REFUSAL_OF[constraint as keyof typeof REFUSAL_OF]);
  }
}
