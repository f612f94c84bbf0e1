/**
 * Every refusal that the system gives, with a stable code. `kind` decides the HTTP status in one place; `says` is why,
 * `remedy` what would make it pass, in English and Chinese.
 */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'limited'
  | 'too_large'
  | 'internal'
  | 'unavailable';

export interface RefusalText {
  readonly en: string;
  readonly zh: string;
}

export interface RefusalEntry {
  readonly kind: RefusalKind;
  readonly says: RefusalText;
  readonly remedy: RefusalText;
}

export const entry = (kind: RefusalKind, says: [string, string], remedy: [string, string]): RefusalEntry => ({
  kind,
  says: { en: says[0], zh: says[1] },
  remedy: { en: remedy[0], zh: remedy[1] },
});
