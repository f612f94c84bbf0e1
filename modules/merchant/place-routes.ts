import {
  BrandPage,
  BrandView,
  ByCodeQuery,
  MerchantChange,
  MerchantView,
  NewNamed,
  NewStore,
  RegionPage,
  RegionView,
  StoreChange,
  StorePage,
  StoreParams,
  StoreView,
  TerminalPage,
  TerminalView,
} from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { ok, refuse } from '@shuke/kernel';
import { addBrand, addRegion, addStore, addTerminal } from './add-places.ts';
import { getMerchant, listBrands, listRegions, listStores, listTerminals } from './merchant-queries.ts';
import { updateMerchant } from './update-merchant.ts';
import { updateStore } from './update-store.ts';

const merchantRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/merchant',
    summary: 'The merchant: name, currency, time zone, start of the business day',
    access: 'merchant:read',
    answer: MerchantView,
    refusals: ['not_found'],
    async handle(ctx) {
      const merchant = await getMerchant(ctx);
      return merchant ? ok(merchant) : refuse('not_found');
    },
  }),
  route({
    method: 'PATCH',
    url: '/v1/merchant',
    summary: 'Change the merchant; the currency stays for good',
    access: 'merchant:write',
    body: MerchantChange,
    answer: MerchantView,
    refusals: ['not_found', 'time_zone_unknown'],
    handle: (ctx, { body }) => updateMerchant(ctx, body),
  }),
];

const storeRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/stores',
    summary: 'The stores, by code',
    access: 'merchant:read',
    query: ByCodeQuery,
    answer: StorePage,
    handle: async (ctx, { query }) => ok(await listStores(ctx, query)),
  }),
  route({
    method: 'POST',
    url: '/v1/stores',
    summary: 'Add a store',
    access: 'merchant:write',
    body: NewStore,
    answer: StoreView,
    status: 201,
    keyed: true,
    refusals: ['code_taken', 'not_found', 'time_zone_unknown'],
    handle: (ctx, { body, key }) => addStore(ctx, { ...body, key }),
  }),
  route({
    method: 'PATCH',
    url: '/v1/stores/:storeId',
    summary: 'Change a store; its code stays',
    access: 'merchant:write',
    params: StoreParams,
    body: StoreChange,
    answer: StoreView,
    refusals: ['not_found', 'time_zone_unknown'],
    handle: (ctx, { params, body }) => updateStore(ctx, { ...body, ...params }),
  }),
  route({
    method: 'GET',
    url: '/v1/stores/:storeId/terminals',
    summary: 'The terminals of a store, by code',
    access: 'merchant:read',
    params: StoreParams,
    query: ByCodeQuery,
    answer: TerminalPage,
    refusals: ['not_found'],
    async handle(ctx, { params, query }) {
      const page = await listTerminals(ctx, { ...query, ...params });
      return page ? ok(page) : refuse('not_found');
    },
  }),
  route({
    method: 'POST',
    url: '/v1/stores/:storeId/terminals',
    summary: 'Add a terminal to a store',
    access: 'merchant:write',
    params: StoreParams,
    body: NewNamed,
    answer: TerminalView,
    status: 201,
    keyed: true,
    refusals: ['code_taken', 'not_found'],
    handle: (ctx, { params, body, key }) => addTerminal(ctx, { ...body, ...params, key }),
  }),
];

const groupRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/brands',
    summary: 'The brands, by code',
    access: 'merchant:read',
    query: ByCodeQuery,
    answer: BrandPage,
    handle: async (ctx, { query }) => ok(await listBrands(ctx, query)),
  }),
  route({
    method: 'POST',
    url: '/v1/brands',
    summary: 'Add a brand',
    access: 'merchant:write',
    body: NewNamed,
    answer: BrandView,
    status: 201,
    keyed: true,
    refusals: ['code_taken'],
    handle: (ctx, { body, key }) => addBrand(ctx, { ...body, key }),
  }),
  route({
    method: 'GET',
    url: '/v1/regions',
    summary: 'The regions, by code',
    access: 'merchant:read',
    query: ByCodeQuery,
    answer: RegionPage,
    handle: async (ctx, { query }) => ok(await listRegions(ctx, query)),
  }),
  route({
    method: 'POST',
    url: '/v1/regions',
    summary: 'Add a region',
    access: 'merchant:write',
    body: NewNamed,
    answer: RegionView,
    status: 201,
    keyed: true,
    refusals: ['code_taken'],
    handle: (ctx, { body, key }) => addRegion(ctx, { ...body, key }),
  }),
];

export const placeRoutes: Route[] = [...merchantRoutes, ...storeRoutes, ...groupRoutes];
