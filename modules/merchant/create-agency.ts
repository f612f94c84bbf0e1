import { inTx, systemCtx, type Services } from '@shuke/db';
import { newId, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { insertPrepared, prepareStaff } from './add-staff.ts';
import { insertAgency, listUnder, merchantEntry } from './directory-store.ts';
import { orRefused, type KeyReused } from './errors.ts';
import { isSignInName } from './merchant.ts';
import { setAgency } from './merchant-store.ts';

export interface CreateAgency {
  readonly name: string;
  readonly staff: { readonly signInName: string; readonly displayName: string };
}

export interface AgencyCreated {
  readonly agencyId: string;
  readonly staffId: string;
  /** Of the agency's first person; shown here and nowhere else. */
  readonly oneTimePassword: string;
}

/** Sets up a service provider with its first person. It looks after nobody until `assignAgency`. */
export async function createAgency(
  services: Services,
  { name, staff }: CreateAgency,
): Promise<Result<AgencyCreated, Refusal<'sign_in_name_taken' | 'not_found' | 'invalid_request'> | KeyReused>> {
  if (!isSignInName(staff.signInName)) return refuse('invalid_request', { field: 'signInName' });
  const agencyId = newId();
  const person = await prepareStaff(services, { ...staff, role: 'agency' });
  return inTx(systemCtx(services, agencyId), {}, async (tx) => {
    await insertAgency(tx, { agencyId, name, now: tx.now });
    const hired = await insertPrepared(tx, services, person);
    if (!hired.ok) return hired;
    return ok({ agencyId, staffId: person.staffId, oneTimePassword: person.oneTimePassword });
  });
}

/** Lets an agency act for a merchant, or nobody where it is null. It acts with the agency's next request. */
export function assignAgency(
  services: Services,
  { merchantId, agencyId }: { merchantId: string; agencyId: string | null },
): Promise<Result<null, Refusal<'not_found'> | KeyReused>> {
  return inTx(systemCtx(services, merchantId), {}, async (tx) => {
    const assigned = await orRefused(setAgency(tx, agencyId));
    if (!assigned.ok || assigned.value === 0) return refuse('not_found');
    await listUnder(tx, merchantEntry(services, merchantId), agencyId ?? merchantId);
    return ok(null);
  });
}
