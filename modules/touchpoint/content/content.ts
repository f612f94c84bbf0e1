import type { Content, ContentScope, NewContentRule } from '@shuke/contract';
import { isUuid } from '@shuke/kernel';

/** What a slot shows to a scope of guests, while it is valid. */
export interface ContentRule {
  readonly ruleId: string;
  readonly slot: string;
  readonly scope: ContentScope;
  /** The brand, region, store, tag or customer; null for all brands. */
  readonly scopeRef: string | null;
  readonly category: string | null;
  readonly priority: number;
  readonly content: Content;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly active: boolean;
  readonly createdAt: Date;
}

/** Of whom a scope needs an id. */
const REFERS_TO_ID: readonly ContentScope[] = ['brand', 'region', 'store', 'person'];

type Shape = Pick<ContentRule, 'scope' | 'scopeRef' | 'content' | 'validFrom' | 'validUntil'>;

/** The field that does not fit the others, or null. */
export function contentFault({ scope, scopeRef, content, validFrom, validUntil }: Shape): string | null {
  if (scope !== 'brand' && scopeRef === null) return 'scopeRef';
  if (scopeRef !== null && REFERS_TO_ID.includes(scope) && !isUuid(scopeRef)) return 'scopeRef';
  if (validUntil !== null && validUntil <= validFrom) return 'validUntil';
  return actionFault(content.action);
}

const PAGE = /^(https:\/\/|\/[^/\\])/;

function actionFault(action: NewContentRule['content']['action']): string | null {
  if (!action || action.kind === 'join') return null;
  const { kind, target = '' } = action;
  const fits = kind === 'claim' ? isUuid(target) : PAGE.test(target);
  return fits ? null : 'content.action.target';
}
