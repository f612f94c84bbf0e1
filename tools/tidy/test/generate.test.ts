import { expect, test } from 'vitest';
import { eventsPage } from '../generate/events.ts';
import { staleDocs } from '../generate/generate.ts';
import { modulesDoc } from '../generate/modules.ts';
import { stableJson } from '../generate/openapi.ts';
import { sqlDocs } from '../generate/sql.ts';
import { treeOf } from '../read/tree.ts';
import { manifest } from './told.ts';

const COUPON_STORE = `import { sql } from '@shuke/db';
export const claimUse = (tx: Tx, c: Claim) => tx.maybeOne(sql\`
  update coupon
     set used_count = used_count + 1
   where merchant_id = \${c.merchantId} and coupon_id = \${c.couponId}\`);
function expire(tx: Tx) {
  // crosses merchants: the nightly job.
  return tx.run(sql\`delete from coupon\`);
}
const part = sql\`and a = 1\`;
`;

const HOUSE = {
  'packages/db/package.json': manifest(),
  'packages/db/index.ts': 'export const sql = 1;\n',
  'modules/coupon/package.json': manifest(),
  'modules/coupon/coupon-store.ts': COUPON_STORE,
  'modules/coupon/test/a.test.ts': "import { x } from '@shuke/order';\nsql`select 1`;\n",
  'modules/order/package.json': manifest(),
  'modules/order/index.ts': "import { sql } from '@shuke/db';\nimport { claimUse } from '@shuke/coupon';\n",
  'db/migrations/0001_coupon/up.sql': 'create table coupon (a int); create table budget (a int);',
};

test('the page of modules shows tiers, imports without those of tests, tables and sizes', () => {
  const page = modulesDoc(treeOf(HOUSE))['docs/modules.md']!;
  expect(page).toContain('| coupon | 3 | db | `budget`, `coupon` |');
  expect(page).toContain('| order | 4 | db, **coupon** |  |');
  expect(page).toContain('| packages/db |  |');
  expect(page).toContain('subgraph tier3["tier 3"]\n    coupon\n  end');
  expect(page.match(/-->/g)).toHaveLength(1);
  expect(page).toContain('  order --> coupon\n');
  expect(modulesDoc(treeOf({}))).toEqual({});
});

test("a module's statements stand in one file with where they are and what is bound", () => {
  expect(sqlDocs(treeOf(HOUSE))).toEqual({
    'docs/sql/coupon.sql': `-- The statements of coupon, written by \`npm run tidy\`; do not edit. $1, $2 … stand for what is bound.

-- coupon-store.ts: claimUse
update coupon
   set used_count = used_count + 1
 where merchant_id = $1 and coupon_id = $2;

-- coupon-store.ts: expire
-- crosses merchants: the nightly job.
delete from coupon;
`,
  });
});

test('events are rendered by name with the fields of their payload', () => {
  const payload = {
    type: 'object',
    required: ['orderId', 'kind'],
    properties: {
      orderId: { type: 'string', format: 'uuid' },
      customerId: { anyOf: [{ type: 'string' }, { type: 'null' }], description: 'Null for a guest.' },
      kind: { anyOf: [{ const: 'sale' }, { const: 'return' }] },
      lines: { type: 'array', items: { type: 'object', properties: { sku: { type: 'string' } } } },
    },
  };
  const page = eventsPage({
    'order.recorded': { says: 'A receipt.', payload },
    'a.done': { says: 'Done.', payload: {} },
    'b.done': { says: 'Done.', payload: { required: ['at'], properties: { at: { type: 'integer' } } } },
  });
  expect(page.indexOf('## a.done')).toBeLessThan(page.indexOf('## order.recorded'));
  expect(page).toContain(
    '## a.done\n\nDone.\n\n## b.done\n\nDone.\n\n| field | type |\n| --- | --- |\n| `at` | integer |\n\n## order',
  );
  expect(page).toContain('| `orderId` | string (uuid) |  |\n');
  expect(page).toContain('| `customerId` | string or null, optional | Null for a guest. |');
  expect(page).toContain('| `kind` | "sale" or "return" |  |');
  expect(page).toContain('| `lines` | list of { sku: string }, optional |  |');
});

test('JSON is written with sorted keys and lists as they are', () => {
  expect(stableJson({ b: [{ d: 1, c: 2 }, 1], a: null })).toBe(
    `${JSON.stringify({ a: null, b: [{ c: 2, d: 1 }, 1] }, null, 2)}\n`,
  );
});

test('a document that differs, is missing or is left over is reported', () => {
  const tree = treeOf({ 'docs/events.md': 'a\nb\nc\n', 'docs/sql/old.sql': '', 'docs/sql/coupon.sql': 'same' });
  const files = { 'docs/events.md': 'a\nB\nc\n', 'docs/modules.md': '', 'docs/sql/coupon.sql': 'same' };
  expect(
    staleDocs(tree, { files, findings: [] }).map(({ path, line, message }) => `${path}:${line} ${message}`),
  ).toEqual([
    'docs/events.md:2 is out of date; run `npm run tidy` and commit it',
    'docs/modules.md:1 is missing; run `npm run tidy` and commit it',
    'docs/sql/old.sql:1 is of no module any more; run `npm run tidy`',
  ]);
});
