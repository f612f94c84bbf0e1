import { raw, sql, type DataMapEntry, type Statement, type Tx } from '@shuke/db';
import { assert } from '@shuke/kernel';

/** A row of a person as it stands, with the id that it is found by. */
export type PersonalRow = Record<string, unknown> & { readonly person_id: string };

/** The rows of these people in one table of the data map, with the columns that are exported. */
export function readPersonalRows(tx: Tx, entry: DataMapEntry, customerIds: readonly string[]): Promise<PersonalRow[]> {
  const columns = Object.keys(entry.columns).map((column) => `t.${named(column)}`);
  const person = entry.through ? 'null' : `t.${named(entry.person)}::text`;
  const head = `select ${[...columns, `${person} as person_id`].join(', ')} from ${named(entry.table)} t`;
  return tx.many<PersonalRow>(about(tx, entry, { head, customerIds }));
}

/** Does to these people's rows what the data map says of erasure; answers how many it changed. */
export async function eraseRows(tx: Tx, entry: DataMapEntry, customerIds: readonly string[]): Promise<number> {
  if (entry.erase === 'keep_ids') return 0;
  const head =
    entry.erase === 'delete'
      ? `delete from ${named(entry.table)} t`
      : `update ${named(entry.table)} t set ${blanks(entry.erase.scrub)}`;
  return tx.run(about(tx, entry, { head, customerIds }));
}

const blanks = (scrub: Readonly<Record<string, string>>): string =>
  Object.entries(scrub)
    .map(([column, value]) => `${named(column)} = ${value}`)
    .join(', ');

// The texts come from data maps, which are written in the source.
function about(
  { merchantId }: Tx,
  { through, person, personIsText }: DataMapEntry,
  { head, customerIds }: { head: string; customerIds: readonly string[] },
): Statement {
  const ids = raw(personIsText ? 'text[]' : 'uuid[]');
  const column = raw(named(person));
  if (!through) {
    return sql`${raw(head)} where t.merchant_id = ${merchantId} and t.${column} = any (${customerIds}::${ids})`;
  }
  const [here, there] = through.on.map(named);
  return sql`
    ${raw(head)}
     where t.merchant_id = ${merchantId}
       and ${raw(`t.${here}`)} in (select ${raw(`u.${there}`)} from ${raw(named(through.table))} u
                                    where u.merchant_id = ${merchantId} and u.${column} = any (${customerIds}::${ids}))`;
}

function named(name: string): string {
  assert(/^[a-z][a-z0-9_]*$/.test(name), `"${name}" is the name of a table or column`);
  return name;
}
