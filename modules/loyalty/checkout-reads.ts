import type { BatchTx, Tx } from '@shuke/db';
import { must } from '@shuke/kernel';
import * as store from './loyalty-store.ts';
import { NO_PROGRAMME, type Programme } from './programme.ts';
import { NEW_STANDING, type Standing } from './tier.ts';
import type { MemberId } from './unit-steps.ts';

// What a checkout reads before it earns and burns: one statement for all merchants and guests of a batch.

/** The version of each merchant's programme that holds now; 0 where none was set. */
export async function loyaltyHeads(tx: BatchTx, merchantIds: readonly string[]): Promise<Map<string, number>> {
  const heads = new Map(merchantIds.map((merchantId) => [merchantId, 0]));
  if (heads.size === 0) return heads;
  for (const { merchantId, version } of await store.readHeads(tx, [...heads.keys()])) heads.set(merchantId, version);
  return heads;
}

/** One version of a merchant's programme. It never changes, so whoever asks often keeps it for ever. */
export async function programmeOf(tx: BatchTx, merchantId: string, version: number): Promise<Programme> {
  if (version === 0) return NO_PROGRAMME;
  return must(await store.readVersion(tx, merchantId, version), 'a version that was set is kept for ever');
}

/** The programme that holds now at the merchant of a transaction. */
export async function currentProgramme(tx: Tx): Promise<Programme> {
  const heads = await loyaltyHeads(tx, [tx.merchantId]);
  return programmeOf(
    tx,
    tx.merchantId,
    must(heads.get(tx.merchantId), 'each merchant that was asked for has a version'),
  );
}

/** Where these customers stand, by customer id. */
export async function standings(tx: BatchTx, rows: readonly MemberId[]): Promise<Map<string, Standing>> {
  const standing = new Map<string, Standing>(rows.map(({ customerId }) => [customerId, NEW_STANDING]));
  if (rows.length === 0) return standing;
  for (const { customerId, ...row } of await store.readStandings(tx, rows)) standing.set(customerId, row);
  return standing;
}
