export { ensureProducts, type EnsuredProduct, type EnsureOptions, type ProductRow } from './ensure-products.ts';
export { getProduct, listProducts, productsById, type ProductPage, type ProductsQuery } from './catalog-queries.ts';
export type { ProductNotFound, UnknownSku } from './errors.ts';
export { catalogRoutes } from './routes.ts';
