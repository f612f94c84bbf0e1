import { bracket, type Token } from './sql-tokens.ts';

// A name that follows one of these is a table. USING also opens a join's column list, which is no word.
const BEFORE_A_TABLE = new Set(['from', 'join', 'into', 'update', 'using', 'copy', 'truncate', 'table', 'references']);
// FROM and USING go on after a comma: `from a, b`.
const BEFORE_A_LIST = new Set(['from', 'using', 'truncate']);
const PASSED_OVER = new Set(['only', 'lateral', 'table', 'if', 'exists', 'not']);
const ENDS_A_LIST = new Set(
  'where group order limit returning set union intersect except having window for when select fetch values'.split(' '),
);
// `for update of t`, `do update set a`, `for update skip locked`: UPDATE without a table after it.
const NO_TABLE = new Set(['set', 'of', 'skip', 'nowait']);

/** The tables and views that a piece of SQL names, each once, in order; names that its WITH introduces are left out. */
export function namedTables(tokens: readonly Token[]): string[] {
  const own = commonTables(tokens);
  const found = new Set<string>();
  tokens.forEach((token, i) => {
    if (token.kind !== 'word' || !BEFORE_A_TABLE.has(token.text) || tokens[i - 1]?.text === 'distinct') return;
    for (const name of namesAfter(tokens, i)) if (!own.has(name)) found.add(name);
  });
  return [...found];
}

function namesAfter(tokens: readonly Token[], keyword: number): string[] {
  const names = tableAt(tokens, keyword + 1);
  if (!BEFORE_A_LIST.has(tokens[keyword]!.text)) return names;
  let depth = 0;
  for (let i = keyword + 1; i < tokens.length; i++) {
    const token = tokens[i]!;
    depth += bracket(token);
    if (depth < 0 || (depth === 0 && token.kind === 'word' && ENDS_A_LIST.has(token.text))) break;
    if (depth === 0 && token.kind === 'mark' && token.text === ',') names.push(...tableAt(tokens, i + 1));
  }
  return names;
}

// A word before an opening bracket is a function such as unnest(...), except in `insert into t (columns)` and COPY.
function tableAt(tokens: readonly Token[], start: number): string[] {
  let at = start;
  while (tokens[at]?.kind === 'word' && PASSED_OVER.has(tokens[at]!.text)) at += 1;
  while (tokens[at + 1]?.text === '.' && tokens[at + 2]?.kind === 'word') at += 2;
  const name = tokens[at];
  if (name?.kind !== 'word' || NO_TABLE.has(name.text)) return [];
  const keyword = tokens[start - 1]?.text ?? '';
  const takesColumns = keyword === 'into' || keyword === 'copy' || keyword === 'references' || keyword === 'table';
  return tokens[at + 1]?.text === '(' && !takesColumns ? [] : [name.text];
}

// `name as (select …)` and `name (columns) as materialized (select …)` after WITH.
function commonTables(tokens: readonly Token[]): Set<string> {
  const names = new Set<string>();
  if (!tokens.some((token) => token.text === 'with')) return names;
  tokens.forEach((token, i) => {
    const before = tokens[i - 1]?.text;
    if (token.kind !== 'word' || !(before === 'with' || before === 'recursive' || before === ',')) return;
    let at = i + 1;
    if (tokens[at]?.text === '(') at = closing(tokens, at) + 1;
    if (tokens[at]?.text !== 'as') return;
    while (['as', 'not', 'materialized'].includes(tokens[at]?.text ?? '')) at += 1;
    if (tokens[at]?.text === '(') names.add(token.text);
  });
  return names;
}

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    depth += bracket(tokens[i]!);
    if (depth === 0) return i;
  }
  return tokens.length;
}
