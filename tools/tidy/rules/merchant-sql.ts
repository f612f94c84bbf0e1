import type { Finding, Tree } from '../read/tree.ts';
import { controlPlane } from '../control-plane.ts';
import { migrationsOf } from '../read/migrations.ts';
import { isTest, moduleOf } from '../read/paths.ts';
import { namedTables } from '../read/sql-names.ts';
import { sqlPieces } from '../read/sql-pieces.ts';

/**
 * Every statement of a module that touches a merchant's table says merchant_id. Row-level security would hide the
 * rows of others anyway, but on a cluster a statement without it goes to every node.
 */
export function merchantSql(tree: Tree): Finding[] {
  const tenant = tenantTables(tree);
  return sqlPieces(tree).flatMap((piece) => {
    if (moduleOf(piece.path) === undefined || isTest(piece.path) || !piece.marked || !piece.statement) return [];
    if (piece.crossing !== undefined || piece.tokens.some((token) => token.text === 'merchant_id')) return [];
    const touched = namedTables(piece.tokens).filter((name) => tenant.has(name));
    if (touched.length === 0) return [];
    const message =
      `a statement on ${touched.join(', ')} does not say merchant_id; add it to the WHERE, ` +
      `or write why right before it in a comment "crosses merchants: …"`;
    return [{ path: piece.path, line: piece.line, rule: 'merchant-sql', message }];
  });
}

function tenantTables(tree: Tree): Set<string> {
  const made = migrationsOf(tree).flatMap(({ tables, views }) => [...tables.map((table) => table.name), ...views]);
  return new Set(made.filter((name) => !controlPlane.includes(name)));
}
