import type { Finding, Tree } from '../read/tree.ts';
import { controlPlane } from '../control-plane.ts';
import { migrationsOf } from '../read/migrations.ts';
import type { Key, Table } from '../read/sql-tables.ts';

const RULE = 'merchant-tables';

/**
 * A merchant's table has merchant_id, first in its primary key, every unique and every foreign key, and its rows are
 * under row-level security. Tables above merchants are listed in control-plane.ts.
 */
export function merchantTables(tree: Tree): Finding[] {
  const migrations = migrationsOf(tree);
  const secured = new Set(migrations.flatMap((migration) => migration.secured));
  return migrations.flatMap(({ path, tables, added }) => {
    const own = tables.filter((table) => !controlPlane.includes(table.name));
    const later = added.filter(({ table }) => !controlPlane.includes(table));
    const findings = [
      ...own.flatMap((table) => tableFaults(table, secured)),
      ...later.flatMap(({ table, key }) => keyFault(table, key)),
    ];
    return findings.map((finding) => ({ ...finding, path, rule: RULE }));
  });
}

type Fault = Pick<Finding, 'line' | 'message'>;

function tableFaults(table: Table, secured: ReadonlySet<string>): Fault[] {
  const { name, line } = table;
  if (!table.columns.includes('merchant_id')) {
    const message = `table ${name} has no merchant_id; add it, or list the table in tools/tidy/control-plane.ts if it stands above merchants`;
    return [{ line, message }];
  }
  const faults = table.keys.flatMap((key) => keyFault(name, key));
  if (!table.keys.some((key) => key.kind === 'primary key')) {
    faults.push({ line, message: `table ${name} has no primary key; give it one that begins with merchant_id` });
  }
  if (!secured.has(name)) {
    faults.push({
      line,
      message: `table ${name} is not under row-level security; call shuke_tenant_table('${name}', …)`,
    });
  }
  return faults;
}

function keyFault(table: string, key: Key): Fault[] {
  if (key.first === 'merchant_id') return [];
  // A key to a table above merchants cannot carry a merchant.
  if (key.kind === 'foreign key' && key.target !== undefined && controlPlane.includes(key.target)) return [];
  const message = `a ${key.kind} of ${table} begins with ${key.first || 'an expression'}; put merchant_id first`;
  return [{ line: key.line, message }];
}
