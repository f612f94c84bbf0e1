import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { newId } from '@shuke/kernel';
import type { Chain } from './town.ts';

// The one thing that is not made by a command: joining 100,000 members one by one would take longer than the benchmark. These
// are the rows that joining and giving points leave behind; `shuke verify` replays them at the end.

/** Enough for every purchase of a run, so that what a guest may spend is the same before and after. */
const POINTS_EACH = 1_000_000;
const ROWS_A_CHUNK = 1_000;

interface Member {
  readonly chain: Chain;
  readonly customerId: string;
}

type Row = readonly (string | number)[];

/** Adds the members of all merchants, each with points in one lot that ends as the programme says. */
export async function copyMembers(owner: pg.Client, chains: readonly Chain[], now: Date): Promise<void> {
  const at = now.toISOString();
  const until = endOfPoints(now);
  await copy(owner, {
    chains,
    target: 'customer (merchant_id, customer_id, source, created_at)',
    rowOf: ({ chain, customerId }) => [chain.merchantId, customerId, 'till', at],
  });
  await copy(owner, {
    chains,
    target: 'ledger_balance (merchant_id, owner_id, account, asset, lot_from, lot_until, balance)',
    rowOf: ({ chain: { merchantId, pointsAsset }, customerId }) => {
      return [merchantId, customerId, 'units', pointsAsset, '-infinity', until, POINTS_EACH];
    },
  });
  await copy(owner, {
    chains,
    target: `ledger_transfer (merchant_id, transaction_id, leg, asset, amount, debit_account, debit_owner, credit_account,
             credit_owner, lot_from, lot_until, holder_id, purpose, reference_id, posted_at)`,
    rowOf: ({ chain: { merchantId, pointsAsset }, customerId }) => {
      const moved = [pointsAsset, POINTS_EACH, 'units_issued', merchantId, 'units', customerId, '-infinity', until];
      return [merchantId, newId(), 0, ...moved, customerId, 'points.opening', customerId, at];
    },
  });
}

// As the programme has it: twelve months, and on to the end of that month.
const endOfPoints = (now: Date): string =>
  new Date(Date.UTC(now.getUTCFullYear() + 1, now.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);

interface Copied {
  readonly target: string;
  readonly chains: readonly Chain[];
  readonly rowOf: (member: Member) => Row;
}

const copy = (owner: pg.Client, { target, chains, rowOf }: Copied): Promise<void> =>
  pipeline(Readable.from(chunks(chains, rowOf)), owner.query(copyFrom(`copy ${target} from stdin`)));

/** Ids, names and numbers hold nothing that COPY's text would have to escape. */
function* chunks(chains: readonly Chain[], rowOf: (member: Member) => Row): Generator<string> {
  for (const chain of chains) {
    for (let from = 0; from < chain.memberIds.length; from += ROWS_A_CHUNK) {
      const some = chain.memberIds.slice(from, from + ROWS_A_CHUNK);
      yield some.map((customerId) => `${rowOf({ chain, customerId }).join('\t')}\n`).join('');
    }
  }
}
