import type { AudienceRule } from '@shuke/contract';
import { constraintOf, inTx, type Ctx, type Tx } from '@shuke/db';
import { newId, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import * as store from '../audience-store.ts';
import type { Audience } from '../audience-store.ts';
import type { AudienceNotFound, ChangeRefusal, KeyReused, SaveRefusal } from '../errors.ts';
import { readGround, withClasses } from '../known.ts';
import { expand, namedIn } from '../rule/expand.ts';
import { readRule } from '../rule/read-rule.ts';
import { resolve } from '../rule/resolve.ts';
import { isByTouch } from '../rule/touch.ts';
import { refreshAllLater } from './follow-people.ts';
import { readRules } from './refresh-audience.ts';

/** So many are kept fresh by every event about a person; each costs it one statement. */
export const MOST_AUDIENCES = 100;

export interface CreateAudience {
  readonly key: string;
  readonly name: string;
  /** As it was sent; it is read here. */
  readonly rule: unknown;
}

/** Saves a rule under a name. Its people are there after the first refresh, some seconds later. */
export function createAudience(ctx: Ctx, cmd: CreateAudience): Promise<Result<Audience, SaveRefusal | KeyReused>> {
  const { key, name } = cmd;
  return named(() =>
    inTx<Audience, SaveRefusal>(ctx, { key, input: ['createAudience', cmd] }, async (tx) => {
      if (!(await store.takePlace(tx, MOST_AUDIENCES))) return refuse('audience_too_many', { most: MOST_AUDIENCES });
      const audienceId = newId();
      const checked = await checkRule(tx, cmd.rule, audienceId);
      if (!checked.ok) return checked;
      await refreshAllLater(tx);
      return ok(await store.insertAudience(tx, { audienceId, name, ...checked.value, createdBy: ctx.actor.id }));
    }),
  );
}

export interface ChangeAudience {
  readonly audienceId: string;
  /** The version that was read. */
  readonly version: number;
  readonly name?: string;
  readonly rule?: unknown;
}

/** Changes the name or the rule. Whoever comes in or goes out by a changed rule is told in no event. */
export function changeAudience(ctx: Ctx, cmd: ChangeAudience): Promise<Result<Audience, ChangeRefusal | KeyReused>> {
  const { audienceId, version } = cmd;
  return named(() =>
    inTx<Audience, ChangeRefusal>(ctx, {}, async (tx) => {
      await store.holdRules(tx);
      const before = await store.readAudience(tx, audienceId);
      if (!before) return refuse('audience_not_found', { audienceId });
      const checked = await checkRule(tx, cmd.rule ?? before.rule, audienceId);
      if (!checked.ok) return checked;
      const row = { audienceId, version, name: cmd.name ?? before.name, ...checked.value };
      const changed = await store.writeAudience(tx, row);
      if (!changed) return refuse('audience_changed', { version: before.version });
      await refreshAllLater(tx);
      return ok(changed);
    }),
  );
}

interface Checked {
  readonly rule: AudienceRule;
  readonly byTouch: boolean;
}

/** Reads a rule and asks it as of today, so that what names nothing is refused now and not at the first refresh. */
async function checkRule(tx: Tx, input: unknown, self: string): Promise<Result<Checked, SaveRefusal>> {
  const ground = await readGround(tx);
  const rule = readRule(input, ground.currency);
  if (!rule.ok) return rule;
  const rules = new Map([...(await readRules(tx)), [self, rule.value]]);
  const expanded = expand(rule.value, rules, self);
  if (!expanded.ok) return expanded;
  const resolved = resolve(expanded.value, await withClasses(tx, ground, []));
  return resolved.ok ? ok({ rule: rule.value, byTouch: isByTouch(expanded.value) }) : resolved;
}

/** Removes an audience with its members, unless another's rule names it. */
export function removeAudience(
  ctx: Ctx,
  { audienceId }: { audienceId: string },
): Promise<Result<null, AudienceNotFound | Refusal<'audience_in_use'> | KeyReused>> {
  return inTx<null, AudienceNotFound | Refusal<'audience_in_use'>>(ctx, {}, async (tx) => {
    await store.holdRules(tx);
    const user = (await store.allAudiences(tx)).find(({ rule }) => namedIn(rule).includes(audienceId));
    if (user) return refuse('audience_in_use', { audienceId: user.audienceId });
    if (!(await store.deleteAudience(tx, audienceId))) return refuse('audience_not_found', { audienceId });
    await store.givePlaceBack(tx);
    return ok(null);
  });
}

/** Two of one name are told apart by nobody: the constraint says so. */
async function named<T, R extends Refusal>(
  save: () => Promise<Result<T, R>>,
): Promise<Result<T, R | Refusal<'audience_name_taken'>>> {
  try {
    return await save();
  } catch (error) {
    if (constraintOf(error) === 'audience_name_taken') return refuse('audience_name_taken');
    throw error;
  }
}
