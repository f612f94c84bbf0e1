import type { Refusal } from '@shuke/kernel';
import type { IdentifierRefusal } from '@shuke/customer';
import type { CodeRefusal, PositionRefusal } from '@shuke/touchpoint';

type KeyReused = Refusal<'idempotency_key_reused'>;
export type LandingRefusal = CodeRefusal | KeyReused;
/** Why a guest does not join, in the order in which the reasons are looked for, after those of the code. */
export type JoinRefusal =
  LandingRefusal | Refusal<'joins_flooded' | 'consent_missing'> | IdentifierRefusal | Refusal<'consent_outdated'>;
export type ReactionRefusal = LandingRefusal | Refusal<'content_not_found'>;
export type NearbyRefusal = LandingRefusal | PositionRefusal;
