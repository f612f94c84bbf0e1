import { stringValue, type Node } from './ast.ts';
import { markedReason } from './comments.ts';
import { enclosingName } from './functions.ts';
import { sourcesOf, type Source } from './source.ts';
import { isRaw, isSql, sqlTextOf } from './sql-text.ts';
import { sqlTokens, type Token } from './sql-tokens.ts';
import { perTree } from './tree.ts';

/** One piece of SQL in a code file. */
export interface SqlPiece {
  readonly path: string;
  readonly line: number;
  /** The function, constant or property in which it stands. */
  readonly within: string;
  /** The SQL with $1, $2 … for what is bound; parts written in the same file are put in their place. */
  readonly text: string;
  readonly tokens: readonly Token[];
  /** True for what `sql` or `raw` marks, false for a plain string that reads like a statement. */
  readonly marked: boolean;
  /** True for a whole statement, false for a part of one such as `and store_id = ${…}`. */
  readonly statement: boolean;
  /** The reason after `crosses merchants:` in the comment right before it. */
  readonly crossing?: string;
}

const STATEMENT = new Set(['select', 'insert', 'update', 'delete', 'with', 'merge', 'truncate', 'copy', 'values']);

const READS_LIKE_SQL = new RegExp(
  [
    String.raw`^\s*select\s[\s\S]*\sfrom\s`,
    String.raw`^\s*(insert|merge)\s+into\s`,
    String.raw`^\s*update\s+\w+\s+set\s`,
    String.raw`^\s*delete\s+from\s`,
    String.raw`^\s*copy\s+\w+\s*\(`,
    String.raw`^\s*with\s+\w+\s+as\s*\(`,
  ].join('|'),
  'i',
);

/** All SQL of a tree's code files, in the order of path and text. */
export const sqlPieces = perTree((tree): readonly SqlPiece[] => sourcesOf(tree).flatMap(piecesIn));

function piecesIn(source: Source): SqlPiece[] {
  const marked: Node[] = [
    ...source.nodes('TaggedTemplateExpression').filter(isSql),
    ...source.nodes('CallExpression').filter(isRaw),
  ];
  const plain: Node[] = [
    ...source.nodes('TemplateLiteral').filter(({ parent }) => parent?.type !== 'TaggedTemplateExpression'),
    ...source.nodes('Literal').filter((node) => stringValue(node) !== undefined),
  ].filter((node) => READS_LIKE_SQL.test(sqlTextOf(source, node)) && !isRaw(node.parent!));
  return [...marked, ...plain].sort((a, b) => a.start - b.start).map((node) => pieceOf(source, node));
}

function pieceOf(source: Source, node: Node): SqlPiece {
  const text = sqlTextOf(source, node);
  const tokens = sqlTokens(text);
  const first = tokens.find((token) => token.text !== '(')?.text ?? '';
  return {
    path: source.path,
    line: source.line(node),
    within: enclosingName(node),
    text,
    tokens,
    marked: isSql(node) || isRaw(node),
    statement: STATEMENT.has(first) && !isRaw(node) && !isPart(node),
    crossing: markedReason(source, node, 'crosses merchants:'),
  };
}

// What stands inside a placeholder of another piece is judged as part of that one.
function isPart(node: Node): boolean {
  for (let at = node.parent; at && at.type !== 'Program'; at = at.parent) if (isSql(at)) return true;
  return false;
}
