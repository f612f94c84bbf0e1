import { inBrackets, splitCommas, type Token } from './sql-tokens.ts';

export type KeyKind = 'primary key' | 'unique constraint' | 'unique index' | 'foreign key' | 'exclusion';

/** A key of a table: its first column, and for a foreign key the table it points to. */
export interface Key {
  readonly kind: KeyKind;
  readonly first: string;
  readonly target?: string;
  readonly line: number;
}

/** One `create table` of a migration. */
export interface Table {
  readonly name: string;
  readonly line: number;
  readonly columns: readonly string[];
  readonly keys: readonly Key[];
}

type Line = (token: Token) => number;

/** The table that a statement creates. Partitions take everything from their parent, temporary tables do not stay. */
export function createdTable(statement: readonly Token[], line: Line): Table[] {
  const words = statement.map((token) => token.text);
  const at = words.indexOf('table');
  const before = words.slice(1, at);
  if (words[0] !== 'create' || at === -1 || at > 2 || before.includes('temp') || before.includes('temporary'))
    return [];
  const nameAt = tableNameAt(statement, at + 1);
  if (words[nameAt + 1] === 'partition' && words[nameAt + 2] === 'of') return [];
  const parts = words[nameAt + 1] === '(' ? splitCommas(inBrackets(statement, nameAt + 1)) : [];
  const isColumn = (part: readonly Token[]): boolean => !TABLE_CONSTRAINT.has(part[0]!.text);
  return [
    {
      name: words[nameAt] ?? '',
      line: line(statement[0]!),
      columns: parts.filter(isColumn).map((part) => part[0]!.text),
      keys: parts.flatMap((part) => (isColumn(part) ? columnKeys(part, line) : constraintKeys(part, line))),
    },
  ];
}

/** The keys that an ALTER TABLE adds. */
export function alteredTable(statement: readonly Token[], line: Line): { table: string; key: Key }[] {
  if (statement[0]?.text !== 'alter' || statement[1]?.text !== 'table') return [];
  const nameAt = tableNameAt(statement, 2);
  const table = statement[nameAt]?.text ?? '';
  return splitCommas(statement.slice(nameAt + 1)).flatMap((action) => {
    if (action[0]?.text !== 'add') return [];
    const rest = action.slice(1).filter(({ text }, i) => i > 3 || !['column', 'if', 'not', 'exists'].includes(text));
    const isConstraint = TABLE_CONSTRAINT.has(rest[0]?.text ?? '');
    const keys = isConstraint ? constraintKeys(rest, line) : columnKeys(rest, line);
    return keys.map((key) => ({ table, key }));
  });
}

/** The key that a CREATE UNIQUE INDEX makes. */
export function createdIndex(statement: readonly Token[], line: Line): { table: string; key: Key }[] {
  const words = statement.map((token) => token.text);
  if (words[0] !== 'create' || words[1] !== 'unique' || words[2] !== 'index') return [];
  const nameAt = tableNameAt(statement, words.indexOf('on') + 1);
  const first = firstColumn(statement, nameAt);
  return [{ table: words[nameAt] ?? '', key: { kind: 'unique index', first, line: line(statement[0]!) } }];
}

const TABLE_CONSTRAINT = new Set(['constraint', 'primary', 'unique', 'foreign', 'check', 'exclude', 'like']);

/** The index of a table's name, past `if not exists`, `only` and a schema. */
function tableNameAt(tokens: readonly Token[], start: number): number {
  let at = start;
  while (['if', 'not', 'exists', 'only'].includes(tokens[at]?.text ?? '')) at += 1;
  return tokens[at + 1]?.text === '.' ? at + 2 : at;
}

function constraintKeys(part: readonly Token[], line: Line): Key[] {
  const rest = part[0]?.text === 'constraint' ? part.slice(2) : part;
  const kind = KIND_OF[rest[0]?.text ?? ''];
  if (!kind) return [];
  return [{ kind, first: firstColumn(rest, 0), target: targetOf(rest), line: line(part[0]!) }];
}

const KIND_OF: Readonly<Record<string, KeyKind>> = {
  primary: 'primary key',
  unique: 'unique constraint',
  foreign: 'foreign key',
  exclude: 'exclusion',
};

// A key written behind a column has that column as its first.
function columnKeys(part: readonly Token[], line: Line): Key[] {
  const first = part[0]!.text;
  return part.slice(1).flatMap((token, i): Key[] => {
    const next = part[i + 2]?.text;
    const at = { first, line: line(token) };
    if (token.text === 'primary' && next === 'key') return [{ kind: 'primary key', ...at }];
    if (token.text === 'unique') return [{ kind: 'unique constraint', ...at }];
    if (token.text === 'references') return [{ kind: 'foreign key', ...at, target: targetOf(part) }];
    return [];
  });
}

function firstColumn(tokens: readonly Token[], from: number): string {
  const open = tokens.findIndex((token, i) => i >= from && token.text === '(');
  return open === -1 ? '' : (tokens[open + 1]?.text ?? '');
}

function targetOf(tokens: readonly Token[]): string | undefined {
  const at = tokens.findIndex((token) => token.text === 'references');
  return at === -1 ? undefined : tokens[tableNameAt(tokens, at + 1)]?.text;
}
