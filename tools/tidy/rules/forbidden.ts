import { lineAt, type Finding, type Tree } from '../read/tree.ts';
import { lastName, rootName } from '../read/ast.ts';
import { isTest, moduleOf } from '../read/paths.ts';
import { sourcesOf, type Source } from '../read/source.ts';
import { sqlTokens } from '../read/sql-tokens.ts';

const RULE = 'forbidden';
const UNFINISHED = /\b(TODO|FIXME)\b/;
const SETTINGS_CALL = /\bset_config\s*\(/i;

/** What must not stay in code: silenced types, unfinished work, focused tests, hidden randomness and hidden time. */
export function forbidden(tree: Tree): Finding[] {
  const inCode = sourcesOf(tree).flatMap((source) => [
    ...comments(source),
    ...silencedTypes(source),
    ...calls(source),
    ...hiddenTime(source),
    ...settings(source),
  ]);
  const inSql = tree.paths
    .filter((path) => /^db\/.*\.sql$/.test(path))
    .flatMap((path) => sqlFile(path, tree.text(path)));
  return [...inCode, ...inSql];
}

const finding = (path: string, line: number, message: string): Finding => ({ path, line, rule: RULE, message });

function comments(source: Source): Finding[] {
  return source.comments.flatMap(({ value, start }) => {
    const line = source.line(start);
    if (value.includes('@ts-ignore') || value.includes('@ts-nocheck')) {
      return [finding(source.path, line, '@ts-ignore hides every error; correct the type, or expect the one error')];
    }
    const word = UNFINISHED.exec(value)?.[1];
    return word === undefined ? [] : [finding(source.path, line, `${word}: finish it or open an issue`)];
  });
}

function silencedTypes(source: Source): Finding[] {
  return source
    .nodes('TSAsExpression')
    .filter((node) => node.typeAnnotation.type === 'TSAnyKeyword')
    .map((node) =>
      finding(source.path, source.line(node), 'as any switches the type off; give the type or use unknown'),
    );
}

function calls(source: Source): Finding[] {
  return source.nodes('CallExpression').flatMap(({ callee, start }) => {
    const [root, last] = [rootName(callee), lastName(callee)];
    const line = source.line(start);
    if (last === 'only' && ['test', 'it', 'describe', 'suite', 'bench'].includes(root ?? '')) {
      return [finding(source.path, line, `${root}.only leaves every other test out; remove .only`)];
    }
    if (root !== 'Math' || last !== 'random') return [];
    return [finding(source.path, line, 'Math.random cannot be repeated and can be guessed; use a seed or node:crypto')];
  });
}

// In a module time comes from the context, so that a test or a simulation can drive it.
function hiddenTime(source: Source): Finding[] {
  if (moduleOf(source.path) === undefined || isTest(source.path)) return [];
  const created = source
    .nodes('NewExpression')
    .filter((node) => rootName(node.callee) === 'Date' && node.arguments.length === 0)
    .map((node) => ({ node, what: 'new Date()' }));
  const asked = source
    .nodes('CallExpression')
    .filter(({ callee }) => rootName(callee) === 'Date' && (lastName(callee) === 'now' || callee.type === 'Identifier'))
    .map((node) => ({ node, what: 'Date.now()' }));
  return [...created, ...asked].map(({ node, what }) =>
    finding(source.path, source.line(node), `${what} reads the machine's clock; take the time from ctx.clock`),
  );
}

function settings(source: Source): Finding[] {
  if (isTest(source.path) || source.path.startsWith('tools/tidy/')) return [];
  const texts = [
    ...source.nodes('TemplateElement').map((node) => ({ node, text: node.value.raw })),
    ...source.nodes('Literal').map((node) => ({ node, text: typeof node.value === 'string' ? node.value : '' })),
  ];
  return texts
    .filter(({ text }) => SETTINGS_CALL.test(text))
    .map(({ node }) =>
      finding(source.path, source.line(node), 'set_config( is not passed on by a cluster; use SET LOCAL'),
    );
}

function sqlFile(path: string, text: string): Finding[] {
  const findings: Finding[] = [];
  const unfinished = UNFINISHED.exec(text);
  if (unfinished)
    findings.push(finding(path, lineAt(text, unfinished.index), `${unfinished[1]}: finish it or open an issue`));
  const tokens = sqlTokens(text);
  const call = tokens.find(
    (token) => token.text === 'set_config' || (token.kind === 'string' && SETTINGS_CALL.test(token.text)),
  );
  if (call)
    findings.push(finding(path, lineAt(text, call.at), 'set_config( is not passed on by a cluster; use SET LOCAL'));
  return findings;
}
