import { foldersIn } from './paths.ts';
import { lineAt, perTree, type Tree } from './tree.ts';
import { splitStatements, sqlTokens, type Token } from './sql-tokens.ts';
import { moduleTiers } from '../tiers.ts';
import { alteredTable, createdIndex, createdTable, type Key, type Table } from './sql-tables.ts';

export const MIGRATIONS = 'db/migrations';

/** One folder of db/migrations, with what its up.sql makes. */
export interface Migration {
  readonly folder: string;
  /** The path of its up.sql, whether it exists or not. */
  readonly path: string;
  readonly number: number;
  /** The module that owns what it creates, or `foundation`; undefined where the name says neither. */
  readonly owner: string | undefined;
  readonly tables: readonly Table[];
  readonly views: readonly string[];
  /** Keys and columns added to tables, new or old, after their creation. */
  readonly added: readonly { readonly table: string; readonly key: Key }[];
  /** Tables whose rows this migration puts under row-level security. */
  readonly secured: readonly string[];
}

/** All migrations in the order of their names. */
export const migrationsOf = perTree((tree): readonly Migration[] =>
  foldersIn(tree, MIGRATIONS).map((folder) => read(tree, folder)),
);

/** Who owns each table and view: a module's name or `foundation`. */
export const ownersOf = perTree((tree): ReadonlyMap<string, string> => {
  const owners = new Map<string, string>();
  for (const { owner, tables, views } of migrationsOf(tree)) {
    for (const name of [...tables.map((table) => table.name), ...views]) if (owner) owners.set(name, owner);
  }
  return owners;
});

function read(tree: Tree, folder: string): Migration {
  const path = `${MIGRATIONS}/${folder}/up.sql`;
  const text = tree.has(path) ? tree.text(path) : '';
  const statements = splitStatements(sqlTokens(text));
  const line = (token: Token): number => lineAt(text, token.at);
  const altered = statements.flatMap((statement) => alteredTable(statement, line));
  const indexes = statements.flatMap((statement) => createdIndex(statement, line));
  return {
    folder,
    path,
    number: Number.parseInt(folder, 10),
    owner: ownerIn(folder),
    tables: statements.flatMap((statement) => createdTable(statement, line)),
    views: statements.flatMap(createdView),
    added: [...altered, ...indexes],
    secured: securedTables(statements),
  };
}

function ownerIn(folder: string): string | undefined {
  return folder.split('_').find((part) => part in moduleTiers || part === 'foundation');
}

function createdView(statement: readonly Token[]): string[] {
  const words = statement.map((token) => token.text);
  const at = words.indexOf('view');
  if (words[0] !== 'create' || at === -1 || at > 4) return [];
  const name = words.slice(at + 1).find((word) => !['if', 'not', 'exists'].includes(word));
  return name === undefined ? [] : [name];
}

// Either the foundation's function is called for the table, or all three statements that it stands for are there.
function securedTables(statements: readonly (readonly Token[])[]): string[] {
  const steps = new Map<string, Set<string>>();
  const step = (table: string | undefined, name: string): void => {
    if (table !== undefined) steps.set(table, (steps.get(table) ?? new Set()).add(name));
  };
  for (const statement of statements) {
    const words = statement.map((token) => token.text);
    const line = words.join(' ');
    for (const call of line.matchAll(/shuke_tenant_table \( '([^']+)'/g)) step(call[1], 'whole');
    const altered = /^alter table (?:if exists )?(?:only )?(\S+) (enable|force) row level security/.exec(line);
    if (altered) step(altered[1], altered[2]!);
    if (words[0] === 'create' && words[1] === 'policy') step(words[words.indexOf('on') + 1], 'policy');
  }
  return [...steps].flatMap(([table, done]) => (done.has('whole') || done.size >= 3 ? [table] : []));
}
