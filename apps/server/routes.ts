import { catalogRoutes } from '@shuke/catalog';
import { couponRoutes } from '@shuke/coupon';
import { customerRoutes } from '@shuke/customer';
import { decisionRoutes } from '@shuke/decision';
import { exchangeRoutes } from '@shuke/exchange';
import type { Route } from '@shuke/http';
import { insightRoutes } from '@shuke/insight';
import { merchantRoutes } from '@shuke/merchant';
import { orderRoutes } from '@shuke/order';
import type { Config } from './config.ts';

/** Every route of the HTTP API. The OpenAPI document and the tests of isolation and fuzzing are made from this list. */
export const allRoutes = (config: Pick<Config, 'uploadDir'>): Route[] => [
  ...merchantRoutes,
  ...customerRoutes,
  ...catalogRoutes,
  ...couponRoutes,
  ...orderRoutes,
  ...insightRoutes,
  ...decisionRoutes,
  ...exchangeRoutes({ uploadDir: config.uploadDir }),
];
