import { haversineMetres } from '@shuke/kernel';

/** A store as rules know it; the place in degrees where it is known. */
export interface StorePlace {
  readonly storeId: string;
  readonly regionId: string | null;
  readonly brandId: string | null;
  readonly location: { readonly latitude: number; readonly longitude: number } | null;
}

export interface AskedPlaces {
  readonly storeIds?: readonly string[];
  readonly regionIds?: readonly string[];
  readonly brandIds?: readonly string[];
  readonly near?: { readonly storeId: string; readonly metres: number };
}

/** A rule names a place that the merchant does not have. */
export class UnknownPlace extends Error {
  readonly facts: { readonly field: string; readonly value: string };
  constructor(field: string, value: string) {
    super(`${field} is not known`);
    this.facts = { field, value };
  }
}

/** The stores that fit all that is said of them, or undefined where nothing is. */
export function storesFor(stores: readonly StorePlace[], asked: AskedPlaces): readonly string[] | undefined {
  const { storeIds, regionIds, brandIds, near } = asked;
  if (!storeIds && !regionIds && !brandIds && !near) return undefined;
  const fits = [
    listed('storeIds', storeIds, (store) => store.storeId),
    listed('regionIds', regionIds, (store) => store.regionId),
    listed('brandIds', brandIds, (store) => store.brandId),
  ].map((check) => check(stores));
  const centre = near && (stores.find(({ storeId }) => storeId === near.storeId)?.location ?? null);
  if (near && !centre) throw new UnknownPlace('near.storeId', near.storeId);
  const isNear = ({ location }: StorePlace): boolean =>
    !near || !centre || (location !== null && haversineMetres(centre, location) <= near.metres);
  return stores.filter((store) => isNear(store) && fits.every((fit) => fit(store))).map(({ storeId }) => storeId);
}

type Fits = (store: StorePlace) => boolean;

/** Whether a store is of one that is listed. Each that is listed must be some store's, so that a slip is told. */
const listed =
  (field: string, ids: readonly string[] | undefined, idOf: (store: StorePlace) => string | null) =>
  (stores: readonly StorePlace[]): Fits => {
    if (!ids) return () => true;
    const there = new Set(stores.map(idOf));
    const unknown = ids.find((id) => !there.has(id));
    if (unknown !== undefined) throw new UnknownPlace(field, unknown);
    return (store) => ids.includes(idOf(store) ?? '');
  };
