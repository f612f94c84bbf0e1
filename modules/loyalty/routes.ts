import { cardRoutes } from './card-routes.ts';
import { memberRoutes } from './member-routes.ts';

export const loyaltyRoutes = [...memberRoutes, ...cardRoutes];
