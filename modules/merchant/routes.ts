import type { Route } from '@shuke/http';
import { agencyRoutes } from './agency-routes.ts';
import { auditRoutes } from './audit/audit-routes.ts';
import { feedRoutes } from './feed-routes.ts';
import { placeRoutes } from './place-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { staffRoutes } from './staff-routes.ts';

/** Signing in, the merchant and its places, its people and keys, the event feed, and an agency's merchants. */
export const merchantRoutes: Route[] = [
  ...sessionRoutes,
  ...agencyRoutes,
  ...placeRoutes,
  ...staffRoutes,
  ...feedRoutes,
  ...auditRoutes,
];
