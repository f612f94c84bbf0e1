import {
  AUDIENCE_LEAVES,
  RULE_LIMITS,
  type AudienceLeaf,
  type AudienceRule,
  type LeafKind,
  type RuleWhen,
} from '@shuke/contract';
import { ok, parseMinor, refuse, type Result } from '@shuke/kernel';
import { Value } from 'typebox/value';
import type { RuleRefusal } from '../errors.ts';

/**
 * Reads a rule that a person or another program wrote, or says which part of it is wrong and why. A rule that is answered
 * is within all limits, and of every range the lower end is not above the upper one.
 */
export function readRule(input: unknown, currency: string): Result<AudienceRule, RuleRefusal> {
  let nodes = 0;
  const visit = (one: unknown, path: string, depth: number): RuleRefusal | null => {
    nodes += 1;
    if (depth > RULE_LIMITS.depth) return refuse('audience_rule_too_deep', { path, most: RULE_LIMITS.depth }).refusal;
    if (nodes > RULE_LIMITS.nodes) return refuse('audience_rule_too_long', { most: RULE_LIMITS.nodes }).refusal;
    if (!isObject(one)) return invalid(path, 'is no object');
    if (!('match' in one)) return leafProblem(one, path, currency);
    const problem = groupProblem(one);
    if (problem !== null) return invalid(path, problem);
    const prefix = path === '' ? '' : `${path}.`;
    for (const [i, part] of (one.of as unknown[]).entries()) {
      const refusal = visit(part, `${prefix}of.${i}`, depth + 1);
      if (refusal) return refusal;
    }
    return null;
  };
  const refusal = visit(input, '', 1);
  return refusal ? { ok: false, refusal } : ok(input as AudienceRule);
}

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const invalid = (path: string, problem: string): RuleRefusal =>
  refuse('audience_rule_invalid', { path, problem }).refusal;

function groupProblem({ match, of, ...rest }: Fields): string | null {
  if (match !== 'all' && match !== 'any' && match !== 'none') return 'match is one of all, any, none';
  if (!Array.isArray(of) || of.length === 0) return 'of is a list of at least one part';
  const [other] = Object.keys(rest);
  return other === undefined ? null : `${other} is not known`;
}

function leafProblem(one: Fields, path: string, currency: string): RuleRefusal | null {
  if (typeof one.is !== 'string' || !Object.hasOwn(AUDIENCE_LEAVES, one.is)) return invalid(path, 'is is not known');
  const schema = AUDIENCE_LEAVES[one.is as LeafKind];
  if (Value.Check(schema, one)) {
    const problem = senseless(one as AudienceLeaf, currency);
    return problem === null ? null : invalid(path, problem);
  }
  const [first] = Value.Errors(schema, one);
  const unknown =
    first?.keyword === 'additionalProperties' ? (first.params.additionalProperties as string[])[0] : undefined;
  const field = [(first?.instancePath ?? '').slice(1).replaceAll('/', '.'), unknown].filter(Boolean).join('.');
  return invalid([path, field].filter(Boolean).join('.'), first?.message ?? 'does not fit');
}

type Ends = { readonly least?: number | string; readonly most?: number | string } | undefined;

const turned = (ends: Ends, valueOf: (end: number | string) => number): boolean =>
  ends?.least !== undefined && ends.most !== undefined && valueOf(ends.least) > valueOf(ends.most);

const spanTurned = (when: RuleWhen | undefined): boolean =>
  when !== undefined && 'from' in when && when.from !== undefined && when.to !== undefined && when.from > when.to;

function amountProblem(amount: Ends, currency: string): string | null {
  const minor = (end: number | string): number => parseMinor(String(end), currency) ?? Number.NaN;
  const sums = [amount?.least, amount?.most].filter((end) => end !== undefined);
  if (sums.some((end) => Number.isNaN(minor(end)))) return 'amount has more digits than the currency';
  return turned(amount, minor) ? 'amount has its ends the wrong way round' : null;
}

/** What fits the schema and can still not be meant. */
function senseless(leaf: AudienceLeaf, currency: string): string | null {
  if ('when' in leaf && spanTurned(leaf.when)) return 'when begins after its end';
  switch (leaf.is) {
    case 'bought': {
      const problem = amountProblem(leaf.amount, currency);
      if (problem !== null) return problem;
      const ends: Ends[] = [leaf.orders, leaf.days, leaf.units];
      return ends.some((one) => turned(one, Number)) ? 'a count has its ends the wrong way round' : null;
    }
    case 'outlook': {
      if (!leaf.stillBps && !leaf.visits && !leaf.amount) return 'says nothing that is expected';
      if (turned(leaf.stillBps, Number) || turned(leaf.visits, Number))
        return 'an expectation has its ends the wrong way round';
      return amountProblem(leaf.amount, currency);
    }
    case 'first_bought':
    case 'last_bought':
      return turned(leaf.daysAgo, Number) ? 'daysAgo has its ends the wrong way round' : null;
    case 'profile':
      return spanTurned(leaf.created) ? 'created begins after its end' : null;
    case 'place':
      return leaf.storeIds || leaf.regionIds || leaf.brandIds || leaf.near ? null : 'says no place';
    case 'share':
      return leaf.fromBps < leaf.toBps ? null : 'fromBps is below toBps';
    default:
      return null;
  }
}
