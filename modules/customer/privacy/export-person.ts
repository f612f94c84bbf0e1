import type { PersonExport } from '@shuke/contract';
import { inTx, type Ctx, type DataMapEntry, type Tx } from '@shuke/db';
import { ok, type Refusal, type Result } from '@shuke/kernel';
import { appendAudit } from '@shuke/merchant';
import { readPersonalRows, type PersonalRow } from './data-map-store.ts';
import { openPersonal } from './person-keys.ts';
import { readPeople } from './person-store.ts';
import { wholePerson } from './whole-person.ts';

type ExportRefusal = Refusal<'customer_not_found' | 'customer_erased' | 'idempotency_key_reused'>;

/**
 * Everything that is held on a person, by the data map, sealed fields opened: what they get who ask for their data. It is in
 * the audit, and takes no idempotency key, for a key would remember what it answered.
 */
export function exportPerson(
  ctx: Ctx,
  dataMap: readonly DataMapEntry[],
  customerId: string,
): Promise<Result<PersonExport, ExportRefusal>> {
  return inTx<PersonExport, ExportRefusal>(ctx, {}, async (tx) => {
    const person = await wholePerson(tx, customerId, readPeople);
    if (!person.ok) return person;
    const sections = [];
    for (const entry of dataMap.filter(({ columns }) => Object.keys(columns).length > 0)) {
      const rows = await readPersonalRows(tx, entry, person.value);
      if (rows.length === 0) continue;
      sections.push({ table: entry.table, holds: { ...entry.columns }, rows: await opened(tx, entry, rows) });
    }
    const detail = { tables: sections.length, rows: sections.reduce((sum, { rows }) => sum + rows.length, 0) };
    await appendAudit(tx, { action: 'customer.exported', subject: customerId, detail });
    return ok({ customerIds: [...person.value], exportedAt: tx.now.toISOString(), sections });
  });
}

async function opened(
  tx: Tx,
  { columns, sealed = {} }: DataMapEntry,
  rows: readonly PersonalRow[],
): Promise<Record<string, unknown>[]> {
  const shown = rows.map((row): Record<string, unknown> =>
    Object.fromEntries(Object.keys(columns).map((column) => [column, row[column]])),
  );
  for (const [column, purpose] of Object.entries(sealed)) {
    const closed = rows.flatMap((row, at) => {
      const bytes = row[column];
      return Buffer.isBuffer(bytes) ? [{ at, customerId: row.person_id, purpose, sealed: bytes }] : [];
    });
    const texts = await openPersonal(tx, closed);
    closed.forEach(({ at }, i) => (shown[at]![column] = texts[i]));
  }
  return shown;
}
