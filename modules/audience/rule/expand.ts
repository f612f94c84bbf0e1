import { RULE_LIMITS, type AudienceRule } from '@shuke/contract';
import { ok, refuse, type Result } from '@shuke/kernel';
import type { RuleRefusal } from '../errors.ts';

/** Parts that a rule may have with all audiences in it: what one statement still answers quickly. */
export const MOST_EXPANDED = 4 * RULE_LIMITS.nodes;

export type RulesById = ReadonlyMap<string, AudienceRule>;

/**
 * Puts the rules of saved audiences where they are named, so that an audience in an audience is asked about the same day.
 * `self` is the audience whose rule it is: naming it, however far round, is refused.
 */
export function expand(rule: AudienceRule, rules: RulesById, self?: string): Result<AudienceRule, RuleRefusal> {
  let parts = 0;
  const visit = (one: AudienceRule, inside: readonly string[]): Result<AudienceRule, RuleRefusal> => {
    parts += 1;
    if (parts > MOST_EXPANDED) return refuse('audience_rule_too_long', { most: MOST_EXPANDED });
    if ('match' in one) {
      const of: AudienceRule[] = [];
      for (const part of one.of) {
        const expanded = visit(part, inside);
        if (!expanded.ok) return expanded;
        of.push(expanded.value);
      }
      return ok({ match: one.match, of });
    }
    if (one.is !== 'audience') return ok(one);
    const { audienceId } = one;
    if (inside.includes(audienceId)) return refuse('audience_rule_circular', { audienceId });
    const named = rules.get(audienceId);
    if (!named) return refuse('audience_rule_unknown', { field: 'audienceId', value: audienceId });
    // A group of one keeps the numbers of the parts apart from those of the audience.
    const expanded = visit(named, [...inside, audienceId]);
    return expanded.ok ? ok({ match: 'all', of: [expanded.value] }) : expanded;
  };
  return visit(rule, self === undefined ? [] : [self]);
}

/** The audiences that a rule names itself. */
export const namedIn = (rule: AudienceRule): string[] =>
  'match' in rule ? rule.of.flatMap(namedIn) : rule.is === 'audience' ? [rule.audienceId] : [];
