import type { Content, Locale } from '@shuke/contract';
import { pageConsents } from '@shuke/customer';
import { inTx, type Services, type Tx } from '@shuke/db';
import { ok, type Result } from '@shuke/kernel';
import { merchantSettings, readStore } from '@shuke/merchant';
import {
  candidatesOf,
  evidenceOn,
  interestsOf,
  recordScan,
  type ContentRule,
  type Touchpoint,
} from '@shuke/touchpoint';
import { chooseContent } from './choose-content.ts';
import type { LandingRefusal } from './errors.ts';
import { knownGuest } from './known-guest.ts';
import { openGuest, type Presented } from './open-guest.ts';

/** The slot of the page that a scan leads to. */
export const LANDING_SLOT = 'hero';

export interface LandingWords {
  readonly purpose: 'membership' | 'marketing' | 'personalisation';
  readonly version: number;
  readonly en: string;
  readonly zh: string;
}

export interface Landing {
  readonly merchantName: string;
  readonly locale: Locale;
  readonly storeName: string | null;
  readonly touchpoint: Pick<Touchpoint, 'kind' | 'label'>;
  /** Null: the page's own greeting. */
  readonly content: (Content & { readonly ruleId: string }) | null;
  /** What is asked of who joins. */
  readonly wordings: readonly LandingWords[];
  /** Somebody has joined on this device. */
  readonly hasJoined: boolean;
}

/** Records a scan and chooses what the guest sees: the same code shows each guest their own. */
export async function landGuest(services: Services, presented: Presented): Promise<Result<Landing, LandingRefusal>> {
  const guest = await openGuest(services, presented);
  if (!guest.ok) return guest;
  const { ctx, touchpoint, visitor } = guest.value;
  return inTx<Landing, never>(ctx, {}, async (tx) => {
    const customerId = await recordScan(tx, { touchpoint, visitor });
    const { name, locale } = await merchantSettings(tx);
    const store = touchpoint.storeId === null ? null : await readStore(tx, touchpoint.storeId);
    const place = { storeId: touchpoint.storeId, brandId: store?.brandId ?? null, regionId: store?.regionId ?? null };
    const rule = await contentFor(tx, { ...place, customerId });
    return ok({
      merchantName: name,
      locale,
      storeName: store?.name ?? null,
      touchpoint: { kind: touchpoint.kind, label: touchpoint.label },
      content: rule && { ...rule.content, ruleId: rule.ruleId },
      wordings: await pageConsents.wordsToShow(tx),
      hasJoined: customerId !== null,
    });
  });
}

interface At {
  storeId: string | null;
  brandId: string | null;
  regionId: string | null;
  customerId: string | null;
}

async function contentFor(tx: Tx, { customerId, ...place }: At): Promise<ContentRule | null> {
  const { customerIds, tags } = await knownGuest(tx, customerId);
  const candidates = await candidatesOf(tx, { slot: LANDING_SLOT, ...place, tags, customerIds });
  const evidence = customerIds.length === 0 ? [] : await evidenceOn(tx, customerIds);
  return chooseContent(candidates, interestsOf(evidence, tx.now.toISOString().slice(0, 10)));
}
