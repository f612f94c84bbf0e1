import type { AgencyMerchantView, ApiKeyView, MerchantView, StaffView, TerminalView } from '@shuke/contract';
import { inLookup, inRead, systemCtx, type Ctx, type Services, type Tx } from '@shuke/db';
import { must } from '@shuke/kernel';
import { apiKeyPage } from './api-key-store.ts';
import { agencyIdsAfter, agencyMerchantIds, merchantIdsAfter } from './directory-store.ts';
import type { MerchantSettings } from './merchant.ts';
import { merchantView, readMerchant } from './merchant-store.ts';
import { brandPage, hasStore, regionPage, storePage, terminalPage, type CodePage } from './place-store.ts';
import { staffViews } from './staff.ts';
import { staffPage } from './staff-store.ts';

/** What sorts before every UUID. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface PageRequest {
  after?: string | undefined;
  limit?: number | undefined;
}

/** The merchant's name, currency, time zone, locale and start of the business day. */
export async function merchantSettings(tx: Tx): Promise<MerchantSettings> {
  const row = must(await readMerchant(tx), 'whoever acts for a merchant acts for one that exists');
  const { name, currency, time_zone: timeZone, locale, day_start_minute: dayStartMinute } = row;
  return { name, currency, timeZone, locale, dayStartMinute };
}

export const getMerchant = async (ctx: Ctx): Promise<MerchantView | null> => {
  const row = await inRead(ctx, readMerchant);
  return row && merchantView(ctx.actor.merchantId, row);
};

const DEFAULT_LIMIT = 50;

// One row more than asked for tells whether there is a next page.
function pageOf<T>(rows: T[], { limit = DEFAULT_LIMIT }: PageRequest, keyOf: (item: T) => string): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? keyOf(last) : null };
}

const codePage = ({ after = '', limit = DEFAULT_LIMIT }: PageRequest): CodePage => ({ after, limit: limit + 1 });
const idPage = ({ after = NO_ID, limit = DEFAULT_LIMIT }: PageRequest): CodePage => ({ after, limit: limit + 1 });

async function byCode<T extends { code: string }>(
  ctx: Ctx,
  query: PageRequest,
  read: (tx: Tx, page: CodePage) => Promise<T[]>,
): Promise<Page<T>> {
  const rows = await inRead(ctx, (tx) => read(tx, codePage(query)));
  return pageOf(rows, query, (item) => item.code);
}

export const listBrands = (ctx: Ctx, query: PageRequest) => byCode(ctx, query, brandPage);
export const listRegions = (ctx: Ctx, query: PageRequest) => byCode(ctx, query, regionPage);
export const listStores = (ctx: Ctx, query: PageRequest) => byCode(ctx, query, storePage);

/** The terminals of a store; null where the merchant has no such store. */
export async function listTerminals(
  ctx: Ctx,
  { storeId, ...query }: PageRequest & { storeId: string },
): Promise<Page<TerminalView> | null> {
  const isThere = await inRead(ctx, (tx) => hasStore(tx, storeId));
  return isThere ? byCode(ctx, query, (tx, page) => terminalPage(tx, storeId, page)) : null;
}

export async function listStaff(ctx: Ctx, query: PageRequest): Promise<Page<StaffView>> {
  const views = await inRead(ctx, async (tx) => staffViews(tx, await staffPage(tx, idPage(query))));
  return pageOf(views, query, (item) => item.staffId);
}

export async function listApiKeys(ctx: Ctx, query: PageRequest): Promise<Page<ApiKeyView>> {
  const rows = await inRead(ctx, (tx) => apiKeyPage(tx, idPage(query)));
  const views = rows.map((row) => ({
    keyId: row.key_id,
    name: row.name,
    scopes: row.scopes,
    createdAt: row.created_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }));
  return pageOf(views, query, (item) => item.keyId);
}

/** The merchants of this installation, at most `limit` (1000) after one, in the order in which they were made. */
export async function listMerchants(services: Services, query: PageRequest = {}): Promise<AgencyMerchantView[]> {
  const { after = NO_ID, limit = 1000 } = query;
  const ids = await inLookup(services, (db) => merchantIdsAfter(db, after, limit));
  return named(services, ids, () => true);
}

/** The merchants that an agency looks after, as each of them says itself. */
export async function listAgencyMerchants(
  services: Services,
  { agencyId, ...query }: PageRequest & { agencyId: string },
): Promise<Page<AgencyMerchantView>> {
  const { after, limit } = idPage(query);
  const ids = await inLookup(services, (db) => agencyMerchantIds(db, { agencyId, after, limit }));
  const page = pageOf(ids, query, (id) => id);
  return { items: await named(services, page.items, (ofAgency) => ofAgency === agencyId), next: page.next };
}

// One merchant a transaction, as everywhere: who acts for one never reads the rows of two.
async function named(
  services: Services,
  ids: readonly string[],
  mayShow: (agencyId: string | null) => boolean,
): Promise<AgencyMerchantView[]> {
  const shown: AgencyMerchantView[] = [];
  for (const merchantId of ids) {
    const row = await inRead(systemCtx(services, merchantId), readMerchant);
    if (row && mayShow(row.agency_id)) shown.push({ merchantId, name: row.name });
  }
  return shown;
}

const WALK = 200;

/** Does something for every merchant, one after the other, as the system. */
export const forEachMerchant = (services: Services, work: (ctx: Ctx) => Promise<void>): Promise<void> =>
  walk(services, merchantIdsAfter, work);

/** The same for every agency, whose people are fenced under its own id. */
export const forEachAgency = (services: Services, work: (ctx: Ctx) => Promise<void>): Promise<void> =>
  walk(services, agencyIdsAfter, work);

async function walk(
  services: Services,
  idsAfter: typeof merchantIdsAfter,
  work: (ctx: Ctx) => Promise<void>,
): Promise<void> {
  for (let after = NO_ID; ;) {
    const ids = await inLookup(services, (db) => idsAfter(db, after, WALK));
    for (const id of ids) await work(systemCtx(services, id));
    if (ids.length < WALK) return;
    after = ids.at(-1)!;
  }
}
