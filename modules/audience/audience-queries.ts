import { hintsOf } from '@shuke/customer';
import { inRead, type Ctx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import * as store from './audience-store.ts';
import type { Audience } from './audience-store.ts';
import type { AudienceNotFound } from './errors.ts';
import { memberPage } from './saved/member-store.ts';

const PAGE = 50;

export interface Page<Item> {
  readonly items: readonly Item[];
  /** What goes into `after` for the next page; null at the end. */
  readonly next: string | null;
}

const pageOf = <Item>(rows: readonly Item[], limit: number, keyOf: (item: Item) => string): Page<Item> => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? keyOf(last) : null };
};

/** A page of audiences, the newest first. */
export async function listAudiences(ctx: Ctx, { after = null, limit = PAGE }: NullablePage): Promise<Page<Audience>> {
  const rows = await inRead(ctx, (tx) => store.audiencePage(tx, { after, limit: limit + 1 }));
  return pageOf(rows, limit, ({ audienceId }) => audienceId);
}

interface NullablePage {
  readonly after?: string | null | undefined;
  readonly limit?: number | undefined;
}

export async function getAudience(ctx: Ctx, audienceId: string): Promise<Result<Audience, AudienceNotFound>> {
  const audience = await inRead(ctx, (tx) => store.readAudience(tx, audienceId));
  return audience ? ok(audience) : refuse('audience_not_found', { audienceId });
}

export interface Member {
  readonly personId: string;
  readonly hint: string;
  readonly enteredAt: Date;
}

/** A page of the people of an audience as of its last refresh, in the order of their ids. */
export function listMembers(
  ctx: Ctx,
  audienceId: string,
  { after = null, limit = PAGE }: NullablePage,
): Promise<Result<Page<Member>, AudienceNotFound>> {
  return inRead(ctx, async (tx) => {
    if (!(await store.readAudience(tx, audienceId))) return refuse('audience_not_found', { audienceId });
    const { items, next } = pageOf(
      await memberPage(tx, { audienceId, after, limit: limit + 1 }),
      limit,
      ({ personId }) => personId,
    );
    const hints = await hintsOf(
      tx,
      items.map(({ personId }) => personId),
    );
    return ok({ items: items.map((one) => ({ ...one, hint: hints.get(one.personId) ?? '•••' })), next });
  });
}
