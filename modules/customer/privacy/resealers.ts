import { headerOf, sql, type Tx } from '@shuke/db';
import type { Resealer } from '@shuke/merchant';
import { IDENTIFIER_PURPOSE } from '../identity/seal-identifiers.ts';
import { rewrapPage, sealPersonal } from './person-keys.ts';

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** The keys of persons. What these seal need not be touched. */
const personKeys: Resealer = {
  name: 'person keys',
  page: (tx, after, limit) => rewrapPage(tx, after ?? NO_ID, limit),
};

interface IdentifierRow {
  readonly kind: string;
  readonly hash: Buffer;
  readonly customerId: string;
  readonly sealed: Buffer;
}

/** Identifiers from before persons had keys: each is sealed with its person's. */
const identifiers: Resealer = {
  name: 'identifiers of before',
  async page(tx, after, limit) {
    const from = after === null ? { kind: '', hash: Buffer.alloc(0) } : cursorOf(after);
    const rows = await identifierPage(tx, from, limit);
    const former = rows.filter((row) => headerOf(row.sealed) === null);
    const texts = former.map(({ customerId, sealed }) => {
      const text = tx.vault.openDerived(tx.merchantId, sealed);
      return { customerId, purpose: IDENTIFIER_PURPOSE, text };
    });
    const anew = await sealPersonal(tx, texts);
    const kept = former.flatMap((row, i) => (anew[i] ? [{ ...row, anew: anew[i] }] : []));
    const last = rows.at(-1);
    const next = rows.length < limit || !last ? null : `${last.kind}:${last.hash.toString('hex')}`;
    return { next, done: kept.length === 0 ? 0 : await replaceSealed(tx, kept) };
  },
};

function cursorOf(text: string): { kind: string; hash: Buffer } {
  const [kind = '', hash = ''] = text.split(':');
  return { kind, hash: Buffer.from(hash, 'hex') };
}

const identifierPage = (tx: Tx, after: { kind: string; hash: Buffer }, limit: number): Promise<IdentifierRow[]> =>
  tx.many<IdentifierRow>(sql`
    select kind, hash, customer_id as "customerId", sealed
      from customer_identifier
     where merchant_id = ${tx.merchantId} and (kind, hash) > (${after.kind}, ${after.hash}::bytea)
     order by kind, hash
     limit ${limit}`);

const replaceSealed = (tx: Tx, rows: readonly (IdentifierRow & { readonly anew: Buffer })[]): Promise<number> =>
  tx.run(sql`
    update customer_identifier i set sealed = n.anew
      from unnest(${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.hash)}::bytea[],
                  ${rows.map((r) => r.sealed)}::bytea[], ${rows.map((r) => r.anew)}::bytea[])
        as n (kind, hash, former, anew)
     where i.merchant_id = ${tx.merchantId} and i.kind = n.kind and i.hash = n.hash and i.sealed = n.former`);

/** What of this module a merchant's data key seals. */
export const customerResealers: readonly Resealer[] = [personKeys, identifiers];
