import { isTest, moduleOf } from '../read/paths.ts';
import { sqlPieces, type SqlPiece } from '../read/sql-pieces.ts';
import type { Tree } from '../read/tree.ts';

/** docs/sql/MODULE.sql: every statement of a module in one place, for whoever reviews indexes and locks. */
export function sqlDocs(tree: Tree): Record<string, string> {
  const byModule = Map.groupBy(sqlPieces(tree).filter(isStatement), (piece) => moduleOf(piece.path)!);
  return Object.fromEntries(
    [...byModule]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([module, pieces]) => [`docs/sql/${module}.sql`, page(module, pieces)]),
  );
}

const isStatement = (piece: SqlPiece): boolean =>
  moduleOf(piece.path) !== undefined && !isTest(piece.path) && piece.marked && piece.statement;

function page(module: string, pieces: readonly SqlPiece[]): string {
  const head = `-- The statements of ${module}, written by \`npm run tidy\`; do not edit. $1, $2 … stand for what is bound.\n`;
  const prefix = `modules/${module}/`;
  return [head, ...pieces.map((piece) => statement(piece, prefix))].join('\n');
}

function statement(piece: SqlPiece, prefix: string): string {
  const crossing = piece.crossing === undefined ? '' : `-- crosses merchants: ${piece.crossing.replace(/\s+/g, ' ')}\n`;
  return `-- ${piece.path.slice(prefix.length)}: ${piece.within}\n${crossing}${dedent(piece.text)};\n`;
}

/** Takes away the indentation that a statement has from standing in code. */
export function dedent(text: string): string {
  const lines = text
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split('\n');
  const rest = text.startsWith('\n') ? lines : lines.slice(1);
  const indents = rest.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const least = indents.length === 0 ? 0 : Math.min(...indents);
  return lines.map((line) => line.slice(Math.min(least, line.length - line.trimStart().length)).trimEnd()).join('\n');
}
