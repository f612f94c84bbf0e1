import type { Route } from '@shuke/http';
import { cardRoutes } from './card-routes.ts';
import { memberRoutes, type MemberRoutesOptions } from './member-routes.ts';

export const loyaltyRoutes = (options: MemberRoutesOptions = {}): Route[] => [...memberRoutes(options), ...cardRoutes];
