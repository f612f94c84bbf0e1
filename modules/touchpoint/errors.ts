import { constraintOf } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';

export type KeyReused = Refusal<'idempotency_key_reused'>;
/** Why a code leads nowhere, in the order in which the reasons are looked for. */
export type CodeRefusal = Refusal<'touchpoint_codes_guessed' | 'touchpoint_code_invalid' | 'touchpoint_code_expired'>;
export type TouchpointNotFound = Refusal<'touchpoint_not_found'>;
export type TouchpointRefusal = Refusal<'touchpoint_invalid' | 'touchpoint_label_taken' | 'not_found'>;
export type ContentRefusal = Refusal<'content_invalid' | 'content_not_found' | 'not_found'>;
export type FootfallRefusal = Refusal<'not_found' | 'invalid_request'>;
export type PositionRefusal = Refusal<'position_implausible'>;

type LabelTaken = Refusal<'touchpoint_label_taken'>;

/** Runs a statement and turns the violation of the label's constraint into its refusal. Anything else is thrown on. */
export async function orLabelTaken<T>(statement: Promise<T>): Promise<Result<T, LabelTaken>> {
  try {
    return ok(await statement);
  } catch (error) {
    if (constraintOf(error) !== 'touchpoint_label_taken') throw error;
    return refuse('touchpoint_label_taken');
  }
}
