import * as contract from '@shuke/contract';
import { inRead } from '@shuke/db';
import { route, type Route } from '@shuke/http';
import { formatMinor, ok } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { adjustStock } from './adjust-stock.ts';
import { getProduct, listProducts } from './catalog-queries.ts';
import { listPrices, listStock } from './price-queries.ts';
import { setPrices } from './set-prices.ts';
import { setStock } from './set-stock.ts';
import { adjustmentsFrom, pricesFrom, quantityText, stockFrom } from './wire.ts';

const productRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/products',
    summary: 'Products by SKU, a page at a time',
    access: 'catalog:read',
    query: contract.ProductsQuery,
    answer: contract.pageOf(contract.ProductView),
    handle: async (ctx, { query }) => ok(await listProducts(ctx, query)),
  }),
  route({
    method: 'GET',
    url: '/v1/products/:productId',
    summary: 'One product',
    access: 'catalog:read',
    params: contract.ProductParams,
    answer: contract.ProductView,
    refusals: ['product_not_found'],
    handle: (ctx, { params }) => getProduct(ctx, params.productId),
  }),
];

const ROW_REFUSALS = [
  'catalog_store_unknown',
  'catalog_store_not_yours',
  'catalog_row_duplicate',
  'unknown_sku',
] as const;

const priceRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/prices',
    summary: 'Prices that hold in all stores without their own, or the own prices of one store',
    access: 'catalog:read',
    query: contract.PlaceQuery,
    answer: contract.pageOf(contract.PriceView),
    refusals: ['catalog_store_unknown'],
    handle: async (ctx, { query }) => {
      const page = await listPrices(ctx, query);
      if (!page.ok) return page;
      const { currency } = await inRead(ctx, merchantSettings);
      const items = page.value.items.map(({ priceMinor, ...item }) => ({
        ...item,
        price: formatMinor(priceMinor, currency),
      }));
      return ok({ items, next: page.value.next });
    },
  }),
  route({
    method: 'PUT',
    url: '/v1/prices',
    summary: 'Set or remove prices, all or none',
    access: 'catalog:write',
    keyed: true,
    body: contract.NewPrices,
    answer: contract.PricesSet,
    refusals: [...ROW_REFUSALS, 'price_too_high'],
    handle: async (ctx, { key, body }) => {
      const { currency } = await inRead(ctx, merchantSettings);
      const rows = pricesFrom(body.prices, currency);
      return rows.ok ? setPrices(ctx, { key, rows: rows.value }) : rows;
    },
  }),
];

const stockRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/stock',
    summary: 'What is in one store, or in all stores together, of products whose stock is tracked',
    access: 'catalog:read',
    query: contract.PlaceQuery,
    answer: contract.pageOf(contract.StockView),
    refusals: ['catalog_store_unknown'],
    handle: async (ctx, { query }) => {
      const page = await listStock(ctx, query);
      if (!page.ok) return page;
      const items = page.value.items.map(({ quantityMilli, ...item }) => ({
        ...item,
        quantity: quantityText(quantityMilli),
      }));
      return ok({ items, next: page.value.next });
    },
  }),
  route({
    method: 'PUT',
    url: '/v1/stock',
    summary: 'Take over what was counted, all or none; a first count begins to track a product in a store',
    access: 'stock:write',
    keyed: true,
    body: contract.NewStock,
    answer: contract.StockRows,
    refusals: [...ROW_REFUSALS, 'stock_too_large'],
    handle: (ctx, { key, body }) => setStock(ctx, { key, rows: stockFrom(body.stock) }),
  }),
  route({
    method: 'POST',
    url: '/v1/stock/adjustments',
    summary: 'Add goods that were received and take off what was lost, all or none',
    access: 'stock:write',
    keyed: true,
    body: contract.StockAdjustments,
    answer: contract.StockRows,
    status: 201,
    refusals: [...ROW_REFUSALS, 'stock_not_tracked', 'stock_insufficient', 'stock_too_large'],
    handle: async (ctx, { key, body }) => {
      const adjusted = await adjustStock(ctx, { key, rows: adjustmentsFrom(body.adjustments) });
      if (adjusted.ok || typeof adjusted.refusal.facts?.quantityMilli !== 'number') return adjusted;
      const { sku, quantityMilli } = adjusted.refusal.facts;
      const facts = { sku: sku ?? null, available: quantityText(quantityMilli) };
      return { ok: false, refusal: { code: adjusted.refusal.code, facts } };
    },
  }),
];

export const catalogRoutes: Route[] = [...productRoutes, ...priceRoutes, ...stockRoutes];
