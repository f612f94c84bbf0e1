import type { Finding, Tree } from '../read/tree.ts';
import { ownersOf } from '../read/migrations.ts';
import { isTest, moduleOf } from '../read/paths.ts';
import { namedTables } from '../read/sql-names.ts';
import { sqlPieces, type SqlPiece } from '../read/sql-pieces.ts';
import { staging } from '../control-plane.ts';
import { viewReaders } from '../tiers.ts';

/**
 * A module's SQL names its own tables only. The modules that understand and decide may read the published views
 * `pub_*` of others, and whoever posts staged rows reads the staging they stand in. What the foundation made, such as the outbox, is reached through packages/db.
 */
export function foreignTables(tree: Tree): Finding[] {
  const owners = ownersOf(tree);
  return sqlPieces(tree).flatMap((piece) => {
    const module = moduleOf(piece.path);
    if (module === undefined) return [];
    const named = namedTables(piece.tokens).map((name) => fault(piece, { module, name, owner: owners.get(name) }));
    return [...named, foundationCall(piece)]
      .filter((message) => message !== undefined)
      .map((message) => ({ path: piece.path, line: piece.line, rule: 'foreign-tables', message }));
  });
}

interface Use {
  readonly module: string;
  readonly name: string;
  readonly owner: string | undefined;
}

function fault(piece: SqlPiece, { module, name, owner }: Use): string | undefined {
  if (owner === undefined || owner === module) return undefined;
  if (owner === 'foundation') {
    return isTest(piece.path) ? undefined : `${name} belongs to the foundation; go through packages/db`;
  }
  if (staging.includes(name) && /\/post-staged-[a-z-]+\.ts$/.test(piece.path)) return undefined;
  if (!name.startsWith('pub_')) return `${name} belongs to ${owner}; call @shuke/${owner} or follow its events`;
  if (viewReaders.includes(module)) return undefined;
  return `${name} is read by ${viewReaders.join(', ')} only; call @shuke/${owner} instead`;
}

function foundationCall(piece: SqlPiece): string | undefined {
  const name = piece.tokens.find((token) => token.kind === 'word' && token.text.startsWith('shuke_'))?.text;
  return name === undefined || isTest(piece.path)
    ? undefined
    : `${name} belongs to the foundation; go through packages/db`;
}
