import { useAudiences } from '../../api/audiences.ts';
import { useBrands, useProducts, useRegions, useTiers } from '../../api/catalog.ts';
import { useFunnel, useStores } from '../../api/touchpoints.ts';

export interface Option {
  value: string;
  label: string;
}

/** What a rule can name, for those who choose and for those who read. */
export interface Names {
  readonly stores: Option[];
  readonly regions: Option[];
  readonly brands: Option[];
  readonly products: Option[];
  readonly categories: Option[];
  readonly tiers: Option[];
  readonly touchpoints: Option[];
  readonly audiences: Option[];
}

/** All that the merchant has of these, at most 200 each; what is not among them is known by its number. */
export function useNames(): Names {
  const { data: stores = [] } = useStores();
  const { data: regions = [] } = useRegions();
  const { data: brands = [] } = useBrands();
  const { data: products = [] } = useProducts('');
  const { data: tiers = [] } = useTiers();
  const { data: funnel } = useFunnel();
  const { data: audiences = [] } = useAudiences();
  const categories = [...new Set(products.flatMap(({ category }) => (category === null ? [] : [category])))];
  return {
    stores: stores.map(({ storeId, name }) => ({ value: storeId, label: name })),
    regions: regions.map(({ regionId, name }) => ({ value: regionId, label: name })),
    brands: brands.map(({ brandId, name }) => ({ value: brandId, label: name })),
    products: products.map(({ sku, name }) => ({ value: sku, label: name })),
    categories: categories.map((name) => ({ value: name, label: name })),
    tiers: tiers.map(({ tierId, name }) => ({ value: tierId, label: name })),
    touchpoints: (funnel?.touchpoints ?? []).map((one) => ({ value: one.touchpointId, label: one.label })),
    audiences: audiences.map(({ audienceId, name }) => ({ value: audienceId, label: name })),
  };
}

export const nameIn = (options: readonly Option[], value: string): string =>
  options.find((one) => one.value === value)?.label ?? value;
