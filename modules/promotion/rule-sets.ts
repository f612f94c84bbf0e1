import { appendEvents, type BatchTx, type Tx } from '@shuke/db';
import { assert, must, ok, type Result } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { compileRules, type RulesRefusal } from '@shuke/pricing';
import { rulesChanged } from './events.ts';
import { liveRules, type LiveRules } from './promotion.ts';
import * as store from './rule-set-store.ts';

/** The number of the live rule set of each merchant; 0 for one that never had a live rule. One statement. */
export async function ruleSetHeads(tx: BatchTx, merchantIds: readonly string[]): Promise<Map<string, number>> {
  const heads = new Map(merchantIds.map((merchantId) => [merchantId, 0]));
  for (const { merchantId, ruleSetNo } of await store.readHeads(tx, merchantIds)) heads.set(merchantId, ruleSetNo);
  return heads;
}

export interface RuleSetRef {
  readonly merchantId: string;
  readonly ruleSetNo: number;
  /** The merchant's, for rule set 0, which has no rules and no row. */
  readonly currency: string;
}

/** The rules of a rule set, which never change: keep them by merchant and number for as long as there is room. */
export async function rulesOf(tx: BatchTx, { merchantId, ruleSetNo, currency }: RuleSetRef): Promise<LiveRules> {
  if (ruleSetNo === 0) return liveRules(currency, []);
  const rows = await store.readRuleSet(tx, merchantId, ruleSetNo);
  const first = must(rows[0], 'an order names a rule set that is there');
  if (rows.length === 1 && first.rule === null) return liveRules(first.currency, []);
  const versions = rows.map(({ rule, period }) => {
    assert(rule !== null && period !== null, 'a version that was live is never deleted');
    return { rule, period };
  });
  return liveRules(first.currency, versions);
}

/**
 * Numbers what is live now as the next rule set, after a change of it under the lock of the head. Refused where the whole
 * of it could not be priced, so that no till ever meets rules that it cannot price.
 */
export async function advanceRuleSet(tx: Tx, head: number): Promise<Result<number, RulesRefusal>> {
  const [{ currency }, versions] = await Promise.all([merchantSettings(tx), store.liveVersions(tx)]);
  const promotions = versions.map(({ rule }) => rule);
  const compiled = compileRules({ currency, promotions });
  if (!compiled.ok) return compiled;
  const ruleSetNo = head + 1;
  await store.advanceHead(tx, { ruleSetNo, currency, promotions });
  await appendEvents(tx, [rulesChanged(ruleSetNo, promotions.length)]);
  return ok(ruleSetNo);
}
