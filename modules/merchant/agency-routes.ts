import { AgencyMerchantPage, ByIdQuery, MerchantAdded, NewMerchant } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { route, type Route } from '@shuke/http';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { addAgencyMerchant } from './add-agency-merchant.ts';
import { listAgencyMerchants } from './merchant-queries.ts';
import { ownSession } from './session.ts';

export const agencyRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/agency/merchants',
    summary: 'The merchants that the agency of the session looks after',
    access: 'signed_in',
    query: ByIdQuery,
    answer: AgencyMerchantPage,
    refusals: ['password_change_required'],
    async handle(ctx, { query, session }) {
      const agency = agencyOf(ctx, session.token);
      return agency.ok ? ok(await listAgencyMerchants(ctx, { ...query, agencyId: agency.value })) : agency;
    },
  }),
  route({
    method: 'POST',
    url: '/v1/agency/merchants',
    summary: "Set up a merchant that the agency looks after; the first answer alone shows its owner's password",
    access: 'signed_in',
    body: NewMerchant,
    answer: MerchantAdded,
    status: 201,
    keyed: true,
    refusals: ['password_change_required', 'sign_in_name_taken', 'time_zone_unknown'],
    async handle(ctx, { body, key, session }) {
      const agency = agencyOf(ctx, session.token);
      return agency.ok ? addAgencyMerchant(ctx, { ...body, agencyId: agency.value, key }) : agency;
    },
  }),
];

type NoAgency = Refusal<'forbidden' | 'password_change_required'>;

/** The agency whose person is signed in, whether or not they act for one of its merchants at the moment. */
function agencyOf({ actor }: Ctx, token: string | null): Result<string, NoAgency> {
  const own = ownSession({ actor }, token);
  if (actor.kind !== 'agency' || !own) return refuse('forbidden');
  return actor.barred === 'password_change_required' ? refuse(actor.barred) : ok(own.tenantId);
}
