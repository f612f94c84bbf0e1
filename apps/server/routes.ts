import { audienceRoutes } from '@shuke/audience';
import { catalogRoutes } from '@shuke/catalog';
import { channelCallbacks, channelRoutes } from '@shuke/channel';
import { couponRoutes } from '@shuke/coupon';
import { customerRoutes } from '@shuke/customer';
import { decisionRoutes } from '@shuke/decision';
import { exchangeRoutes } from '@shuke/exchange';
import type { RawRoute, Route } from '@shuke/http';
import { guestStanding, insightRoutes, regularCards, visitsOf } from '@shuke/insight';
import { ledgerRoutes } from '@shuke/ledger';
import { loyaltyRoutes } from '@shuke/loyalty';
import { merchantRoutes, merchantSettings } from '@shuke/merchant';
import { orderRoutes } from '@shuke/order';
import { paymentCallbacks, paymentRoutes } from '@shuke/payment';
import { promotionRoutes } from '@shuke/promotion';
import { touchpointRoutes } from '@shuke/touchpoint';
import type { Config } from './config.ts';
import { dataMap } from './data-map.ts';

/** Every route of the HTTP API. The OpenAPI document and the tests of isolation and fuzzing are made from this list. */
export const allRoutes = (config: Pick<Config, 'uploadDir'> & Partial<Pick<Config, 'publicUrl'>>): Route[] => [
  ...merchantRoutes,
  ...ledgerRoutes({ dayCountOf: merchantSettings }),
  ...customerRoutes({ dataMap, visitsOf, cardsOf: regularCards }),
  ...catalogRoutes,
  ...promotionRoutes,
  ...touchpointRoutes({ publicUrl: config.publicUrl }),
  ...couponRoutes,
  ...loyaltyRoutes({ standingOf: guestStanding }),
  ...orderRoutes,
  ...paymentRoutes({ publicUrl: config.publicUrl }),
  ...channelRoutes,
  ...insightRoutes,
  ...audienceRoutes,
  ...decisionRoutes,
  ...exchangeRoutes({ uploadDir: config.uploadDir }),
];

/** Where providers and platforms call, in forms of their own. */
export const allCallbacks: readonly RawRoute[] = [...paymentCallbacks, ...channelCallbacks];
