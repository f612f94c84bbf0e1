import { hintsOf } from '@shuke/customer';
import type { Actor, Tx } from '@shuke/db';
import { newId, ok, refuse, type Result } from '@shuke/kernel';
import type { Posting } from '@shuke/ledger';
import { findStores, merchantSettings } from '@shuke/merchant';
import { dayOf, type Calendar } from './calendar.ts';
import { currentProgramme } from './checkout-reads.ts';
import type { StoreRefusal } from './errors.ts';
import type { Programme } from './programme.ts';

/** What a command of the merchant goes by: its programme, its money and its business day. */
export interface TermsNow {
  readonly programme: Programme;
  readonly currency: string;
  readonly calendar: Calendar;
  readonly day: string;
}

export async function termsNow(tx: Tx): Promise<TermsNow> {
  const [programme, { currency, ...calendar }] = await Promise.all([currentProgramme(tx), merchantSettings(tx)]);
  return { programme, currency, calendar, day: dayOf(calendar, tx.now) };
}

/** Whether an id that comes from outside is of this merchant's customers. */
export const isCustomer = async (tx: Tx, customerId: string): Promise<boolean> =>
  (await hintsOf(tx, [customerId])).has(customerId);

/** The store of a code; of staff who work in one store, that one unless told. */
export async function storeOf(tx: Tx, actor: Actor, storeCode?: string): Promise<Result<string, StoreRefusal>> {
  if (storeCode === undefined) {
    return actor.storeId === null ? refuse('loyalty_store_unknown') : ok(actor.storeId);
  }
  const store = (await findStores(tx, [storeCode])).get(storeCode);
  if (!store) return refuse('loyalty_store_unknown', { storeCode });
  const isElsewhere = actor.storeId !== null && actor.storeId !== store.storeId;
  return isElsewhere ? refuse('loyalty_store_not_yours', { storeCode }) : ok(store.storeId);
}

/** Steps as one transaction of the ledger. */
export const postingOf = (
  tx: Tx,
  { purpose, referenceId, steps }: Pick<Posting, 'purpose' | 'referenceId' | 'steps'>,
): Posting => ({ merchantId: tx.merchantId, transactionId: newId(), purpose, referenceId, steps });
