import type { Node } from './ast.ts';
import type { Source } from './source.ts';

/**
 * The reason that the comment right before a node gives after a mark such as `crosses merchants:`, or the one right
 * before the statement, property or declaration that the node stands in. Undefined without the mark or a reason.
 */
export function markedReason(source: Source, node: Node, mark: string): string | undefined {
  for (let at: Node | null | undefined = node; at && at.type !== 'Program'; at = at.parent) {
    const text = commentsBefore(source, at.start);
    const found = text.indexOf(mark);
    if (found !== -1) return text.slice(found + mark.length).trim() || undefined;
    if (isBoundary(at)) return undefined;
  }
  return undefined;
}

// A comment before a whole function or a record of statements does not speak for each statement inside.
function isBoundary(node: Node): boolean {
  const isRecord = node.type === 'ObjectExpression' && node.parent?.type !== 'CallExpression';
  return isRecord || node.type === 'BlockStatement' || node.type === 'ClassBody';
}

/** The text of the comments that end right before an offset, with only blanks between them. */
function commentsBefore(source: Source, offset: number): string {
  const run: string[] = [];
  let end = offset;
  for (const comment of source.comments.toReversed()) {
    if (comment.end > end) continue;
    if (source.text.slice(comment.end, end).trim() !== '') break;
    run.unshift(comment.value.replace(/^\s*\*/gm, '').trim());
    end = comment.start;
  }
  return run.join('\n');
}
