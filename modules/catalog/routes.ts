import { pageOf, ProductParams, ProductsQuery, ProductView } from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { ok } from '@shuke/kernel';
import { getProduct, listProducts } from './catalog-queries.ts';

export const catalogRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/products',
    summary: 'Products by SKU, a page at a time',
    access: 'catalog:read',
    query: ProductsQuery,
    answer: pageOf(ProductView),
    handle: async (ctx, { query }) => ok(await listProducts(ctx, query)),
  }),
  route({
    method: 'GET',
    url: '/v1/products/:productId',
    summary: 'One product',
    access: 'catalog:read',
    params: ProductParams,
    answer: ProductView,
    refusals: ['product_not_found'],
    handle: (ctx, { params }) => getProduct(ctx, params.productId),
  }),
];
