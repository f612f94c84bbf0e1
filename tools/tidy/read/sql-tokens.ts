/** One token of SQL. Words are lower-cased unless quoted; `param` is a placeholder such as $1. */
export interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'param' | 'mark';
  readonly text: string;
  /** The offset in the SQL text. */
  readonly at: number;
}

const SPACE = /\s+/y;
const LINE_COMMENT = /--[^\n]*/y;
const DOLLAR_QUOTE = /\$([a-z_]\w*)?\$/iy;

const SHAPES: readonly (readonly [RegExp, Token['kind']])[] = [
  [/[ebxu]?&?'(?:[^'\\]|\\.|'')*'/iy, 'string'],
  [/"(?:[^"]|"")*"/y, 'word'],
  [/\$\d+/y, 'param'],
  [/[a-z_\u0080-\uffff][\w$\u0080-\uffff]*/iy, 'word'],
  [/\d[\w.]*/y, 'number'],
  [/::|[^\s]/y, 'mark'],
];

/** Reads SQL as PostgreSQL's scanner does, without comments. Bodies in dollar quotes are strings. */
export function sqlTokens(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    const skipped = match(SPACE, sql, at) ?? match(LINE_COMMENT, sql, at) ?? blockComment(sql, at);
    if (skipped !== undefined) {
      at += skipped.length;
      continue;
    }
    const token = dollarQuoted(sql, at) ?? plain(sql, at);
    tokens.push({ kind: token.kind, text: textOf(token), at });
    at += token.raw.length;
  }
  return tokens;
}

/** Splits tokens at the semicolons between statements. */
export function splitStatements(tokens: readonly Token[]): Token[][] {
  const statements: Token[][] = [[]];
  for (const token of tokens) {
    if (token.text === ';' && token.kind === 'mark') statements.push([]);
    else statements.at(-1)!.push(token);
  }
  return statements.filter((statement) => statement.length > 0);
}

/** Splits tokens at the commas that stand in no bracket. */
export function splitCommas(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    depth += bracket(token);
    if (token.text === ',' && token.kind === 'mark' && depth === 0) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** The tokens inside the bracket that opens at an index, or none where no bracket opens there. */
export function inBrackets(tokens: readonly Token[], open: number): Token[] {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    depth += bracket(tokens[i]!);
    if (depth === 0) return tokens.slice(open + 1, i);
  }
  return tokens.slice(open + 1);
}

export function bracket(token: Token): number {
  if (token.kind !== 'mark') return 0;
  return token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
}

interface Raw {
  readonly kind: Token['kind'];
  readonly raw: string;
}

function plain(sql: string, at: number): Raw {
  for (const [shape, kind] of SHAPES) {
    const raw = match(shape, sql, at);
    if (raw !== undefined) return { kind, raw };
  }
  return { kind: 'mark', raw: sql[at]! };
}

function textOf({ kind, raw }: Raw): string {
  if (kind !== 'word') return raw;
  return raw.startsWith('"') ? raw.slice(1, -1) : raw.toLowerCase();
}

function dollarQuoted(sql: string, at: number): Raw | undefined {
  const tag = match(DOLLAR_QUOTE, sql, at);
  if (tag === undefined) return undefined;
  const end = sql.indexOf(tag, at + tag.length);
  return { kind: 'string', raw: end === -1 ? sql.slice(at) : sql.slice(at, end + tag.length) };
}

// PostgreSQL's block comments nest.
function blockComment(sql: string, at: number): string | undefined {
  if (!sql.startsWith('/*', at)) return undefined;
  let depth = 0;
  for (let i = at; i < sql.length; i++) {
    if (sql.startsWith('/*', i)) depth += 1;
    else if (sql.startsWith('*/', i)) depth -= 1;
    else continue;
    i += 1;
    if (depth === 0) return sql.slice(at, i + 1);
  }
  return sql.slice(at);
}

function match(shape: RegExp, text: string, at: number): string | undefined {
  shape.lastIndex = at;
  return shape.exec(text)?.[0];
}
