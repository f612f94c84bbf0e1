import { queryable, type Queryable } from './client.ts';
import type { Services } from './ctx.ts';
import { withClient } from './tx.ts';

/**
 * Runs single statements on the control plane, before it is known which merchant is asking: the directory, agencies,
 * sign-in attempts. Tenant tables show no row here, for no merchant is named.
 */
export const inLookup = <T>(services: Services, body: (db: Queryable) => Promise<T>): Promise<T> =>
  withClient(services.db.app, (client) => body(queryable(client)));

/** Looks over all merchants as the back room's role: only at the columns that were opened to it, which name no person. */
export const inLookAcross = <T>(services: Services, body: (db: Queryable) => Promise<T>): Promise<T> =>
  withClient(services.db.jobs, (client) => body(queryable(client)));
