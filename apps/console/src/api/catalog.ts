import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { BrandView, ProductView, RegionView, TierView } from '@shuke/contract';
import { call } from './client.ts';

/** The products whose SKU, name or category has the text in it, at most 200. */
export const useProducts = (search: string) =>
  useQuery({
    queryKey: ['products', search],
    queryFn: async ({ signal }) =>
      (await call<{ items: ProductView[] }>('/v1/products', { query: { search, limit: 200 }, signal })).items,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

/** The tiers of the programme, the lowest first; none where there is no programme. */
export const useTiers = () =>
  useQuery({
    queryKey: ['tiers'],
    queryFn: async ({ signal }) => (await call<{ items: TierView[] }>('/v1/loyalty/tiers', { signal })).items,
    staleTime: 60_000,
  });

/** How the merchant is divided, at most 200 brands. */
export const useBrands = () =>
  useQuery({
    queryKey: ['brands'],
    queryFn: async ({ signal }) =>
      (await call<{ items: BrandView[] }>('/v1/brands', { query: { limit: 200 }, signal })).items,
    staleTime: 60_000,
  });

/** The same by regions. */
export const useRegions = () =>
  useQuery({
    queryKey: ['regions'],
    queryFn: async ({ signal }) =>
      (await call<{ items: RegionView[] }>('/v1/regions', { query: { limit: 200 }, signal })).items,
    staleTime: 60_000,
  });
