import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { inTx, type Ctx } from '@shuke/db';
import { newId, ok, refuse } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { appendAudit, appendAudits } from '../append-audit.ts';
import { auditHead, auditPage } from '../audit-queries.ts';
import type { ChainHead } from '../audit.ts';
import { auditVerifier } from '../audit-verifier.ts';

const services = testServices();

const write = (ctx: Ctx, n = 1) =>
  inTx(ctx, {}, async (tx) => {
    const entries = Array.from({ length: n }, () => ({
      action: 'customer.disclosed' as const,
      subject: newId(),
      detail: { because: 'dispute' },
    }));
    await appendAudits(tx, entries);
    return ok(null);
  });

/** A shop whose audit has so many entries. */
async function shopWith(entries: number): Promise<Ctx> {
  const ctx = actAs(services);
  for (let n = 0; n < entries; n += 1) await write(ctx);
  return ctx;
}

const findings = async (ctx: Ctx, kept?: ChainHead): Promise<string[]> => {
  const heads = new Map(kept ? [[ctx.actor.merchantId, kept]] : []);
  return (await auditVerifier(heads).run(ctx)).map(({ code, facts }) => `${code} ${Object.values(facts).join(' ')}`);
};

const headOf = async (ctx: Ctx): Promise<ChainHead> => {
  const head = await auditHead(ctx);
  if (!head.ok) throw new Error('refused');
  return { count: head.value.count, hash: Buffer.from(head.value.hash, 'hex') };
};

/** As the owner of the tables, whom nothing holds back. */
async function tamper(ctx: Ctx, statement: string): Promise<void> {
  const owner = new pg.Client({ connectionString: services.ownerUrl });
  await owner.connect();
  const { rowCount } = await owner.query(statement.replaceAll('$M', `'${ctx.actor.merchantId}'`));
  await owner.end();
  expect(rowCount).toBeGreaterThan(0);
}

describe('the audit', () => {
  test('numbers entries without a gap, whatever many at once write and whichever of them is refused', async () => {
    const ctx = actAs(services);
    const writers = Array.from({ length: 40 }, (_, i) =>
      i % 4 === 3
        ? inTx(ctx, {}, async (tx) => {
            await appendAudit(tx, { action: 'customer.erased', subject: null });
            return refuse('not_found');
          })
        : write(ctx, 1 + (i % 3)),
    );
    await Promise.all(writers);
    const page = await auditPage(ctx, { limit: 500 });
    if (!page.ok) throw new Error('refused');
    const numbers = page.value.items.map(({ entryNo }) => entryNo);
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, i) => i + 1));
    expect(page.value.items.every(({ action }) => action === 'customer.disclosed')).toBe(true);
    expect(await findings(ctx)).toEqual([]);
  });

  test('is read page by page, each entry once', async () => {
    const ctx = await shopWith(5);
    const seen: number[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page: Awaited<ReturnType<typeof auditPage>> = await auditPage(ctx, { after, limit: 2 });
      if (!page.ok) throw new Error('refused');
      seen.push(...page.value.items.map(({ entryNo }) => entryNo));
      after = page.value.next;
    }
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  test('cannot be changed or deleted by the application, nor read by another merchant', async () => {
    const [ctx, stranger] = [await shopWith(2), actAs(services)];
    const attempts = [
      `update audit_entry set detail = '{}' where merchant_id = $1`,
      'delete from audit_entry where merchant_id = $1',
      'truncate audit_entry',
      `insert into audit_entry select * from audit_entry where merchant_id = $1`,
    ];
    const client = await services.db.app.connect();
    try {
      for (const attempt of attempts) {
        await client.query(`begin; set local shuke.merchants = '${ctx.actor.merchantId}'`);
        const values = attempt.includes('$1') ? [ctx.actor.merchantId] : [];
        await expect(client.query(attempt, values), attempt).rejects.toThrow(/permission denied|duplicate key/);
        await client.query('rollback');
      }
    } finally {
      client.release();
    }
    const page = await auditPage(stranger, {});
    expect(page).toMatchObject({ ok: true, value: { items: [] } });
    expect(await findings(ctx)).toEqual([]);
  });
});

describe('whoever may write into the database itself is found out', () => {
  test('who edits an entry', async () => {
    const ctx = await shopWith(4);
    await tamper(ctx, `update audit_entry set actor_id = '${newId()}' where merchant_id = $M and entry_no = 2`);
    expect(await findings(ctx)).toEqual(['audit_entry_changed 2']);
  });

  test('who deletes an entry', async () => {
    const ctx = await shopWith(4);
    await tamper(ctx, 'delete from audit_entry where merchant_id = $M and entry_no = 3');
    expect(await findings(ctx)).toEqual(['audit_entry_missing 3']);
  });

  test('who cuts off the end, also with its kept head, by a head that was kept elsewhere', async () => {
    const ctx = await shopWith(4);
    const kept = await headOf(ctx);
    await tamper(ctx, 'delete from audit_entry where merchant_id = $M and entry_no > 2');
    expect(await findings(ctx)).toEqual(['audit_head_differs 2 4']);
    await tamper(
      ctx,
      `update audit_head h set last_no = e.entry_no, last_hash = e.hash from audit_entry e
        where h.merchant_id = $M and e.merchant_id = $M and e.entry_no = 2`,
    );
    expect(await findings(ctx)).toEqual([]);
    expect(await findings(ctx, kept)).toEqual(['audit_truncated 2 4']);
  });

  test('who deletes everything, by a head that was kept elsewhere', async () => {
    const ctx = await shopWith(3);
    const kept = await headOf(ctx);
    await tamper(ctx, 'delete from audit_entry where merchant_id = $M');
    await tamper(ctx, 'delete from audit_head where merchant_id = $M');
    expect(await findings(ctx, kept)).toEqual(['audit_truncated 0 3']);
  });

  test('who writes the whole chain anew, by a head that was kept elsewhere; and the chain that has grown passes', async () => {
    const ctx = await shopWith(3);
    const kept = await headOf(ctx);
    await write(ctx);
    expect(await findings(ctx, kept)).toEqual([]);
    await tamper(ctx, 'delete from audit_entry where merchant_id = $M');
    await tamper(ctx, 'delete from audit_head where merchant_id = $M');
    await write(ctx, 5);
    expect(await findings(ctx)).toEqual([]);
    expect(await findings(ctx, kept)).toEqual(['audit_rewritten 3']);
  });
});
