import type { CallExpression, TaggedTemplateExpression, TemplateLiteral } from '@oxc-project/types';
import { lastName, stringValue, type Node } from './ast.ts';
import type { Source } from './source.ts';

/** True for a template with the `sql` tag. */
export const isSql = (node: Node): node is TaggedTemplateExpression =>
  node.type === 'TaggedTemplateExpression' && lastName(node.tag) === 'sql';

/** True for `raw('…')`, which marks source text as a part of a statement. */
export const isRaw = (node: Node): node is CallExpression =>
  node.type === 'CallExpression' && lastName(node.callee) === 'raw' && stringValue(node.arguments[0]) !== undefined;

/** The SQL of a tagged template, of `raw('…')` or of a string, with $1, $2 … for what is bound. */
export function sqlTextOf(source: Source, node: Node): string {
  if (isSql(node)) return numbered(source, node.quasi, { next: 1 });
  if (node.type === 'TemplateLiteral') return numbered(source, node, { next: 1 });
  return stringValue(isRaw(node) ? node.arguments[0] : node) ?? '';
}

interface Counter {
  next: number;
}

function numbered(source: Source, template: TemplateLiteral, counter: Counter): string {
  return template.quasis
    .map((quasi, i) => {
      const text = quasi.value.cooked ?? quasi.value.raw;
      const expression = template.expressions[i];
      return expression ? text + placeholder(source, expression, counter) : text;
    })
    .join('');
}

// A part that is written in the same file is put in its place; anything else can only be shown as bound.
function placeholder(source: Source, expression: Node, counter: Counter): string {
  const part = expression.type === 'Identifier' ? constantNamed(source, expression.name) : expression;
  if (part && isSql(part)) return numbered(source, part.quasi, counter);
  if (part && isRaw(part)) return stringValue(part.arguments[0])!;
  return `$${counter.next++}`;
}

function constantNamed(source: Source, name: string): Node | null | undefined {
  return source.nodes('VariableDeclarator').find(({ id }) => id.type === 'Identifier' && id.name === name)?.init;
}
