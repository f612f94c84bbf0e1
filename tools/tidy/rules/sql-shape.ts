import type { Finding, Tree } from '../read/tree.ts';
import { isTest } from '../read/paths.ts';
import { sqlPieces } from '../read/sql-pieces.ts';
import type { Token } from '../read/sql-tokens.ts';

/** Statements name their columns and page by key: no `*` among columns, no OFFSET. */
export function sqlShape(tree: Tree): Finding[] {
  return sqlPieces(tree).flatMap((piece) => {
    if (isTest(piece.path) || !piece.marked) return [];
    return faults(piece.tokens).map((message) => ({ path: piece.path, line: piece.line, rule: 'sql-shape', message }));
  });
}

function faults(tokens: readonly Token[]): string[] {
  const found: string[] = [];
  if (tokens.some((token, i) => token.text === '*' && isColumnStar(tokens, i))) {
    found.push('takes every column with *; name the columns, so that a migration cannot change what is read');
  }
  if (tokens.some((token) => token.kind === 'word' && token.text === 'offset')) {
    found.push('pages with OFFSET, which reads all rows before the page; page by key: where (a, b) > ($1, $2)');
  }
  return found;
}

// `count(*)` and a multiplication are no columns; `select *`, `returning *`, `a, *` and `t.*` are.
function isColumnStar(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (!before) return false;
  const word = before.kind === 'word' && ['select', 'distinct', 'all', 'returning'].includes(before.text);
  return word || (before.kind === 'mark' && (before.text === '.' || before.text === ','));
}
