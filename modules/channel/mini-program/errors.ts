import type { Refusal } from '@shuke/kernel';
import type { WechatRefusal } from './wechat.ts';

export type MiniProgramRefusal = Refusal<'mini_program_account_not_found' | 'mini_program_account_exists'>;

export type SignInRefusal = WechatRefusal | Refusal<'mini_program_account_not_found' | 'too_many_requests'>;

/** Why somebody is not a guest who is signed in. */
export type SessionRefusal = Refusal<'guest_session_missing'>;

/** Why a number is not taken, in the order in which the reasons are looked for. */
export type PhoneRefusal =
  | SessionRefusal
  | Refusal<'consent_missing' | 'joins_flooded' | 'consent_outdated' | 'mini_program_account_not_found'>
  | WechatRefusal
  | Refusal<'identifier_invalid' | 'identifier_is_card_number' | 'customer_not_found'>;
