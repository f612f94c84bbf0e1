import type { Refusal } from '@shuke/kernel';

/** A rule that cannot be read, or that names what is not there. */
export type RuleRefusal = Refusal<
  | 'audience_rule_invalid'
  | 'audience_rule_too_deep'
  | 'audience_rule_too_long'
  | 'audience_rule_not_dated'
  | 'audience_rule_unknown'
  | 'audience_rule_circular'
>;

/** A question about a rule that cannot be answered. */
export type CountRefusal = RuleRefusal | Refusal<'audience_as_of_in_future'>;

export type AudienceNotFound = Refusal<'audience_not_found'>;
export type SaveRefusal = RuleRefusal | Refusal<'audience_name_taken' | 'audience_too_many'>;
export type ChangeRefusal = SaveRefusal | AudienceNotFound | Refusal<'audience_changed'>;
export type ExportRefusal = AudienceNotFound | Refusal<'forbidden'>;
export type LikelyRefusal = Refusal<'likely_buyers_subject' | 'likely_buyers_history'>;
export type KeyReused = Refusal<'idempotency_key_reused'>;
