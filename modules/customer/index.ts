export { createCustomer, type CreateCustomer } from './create-customer.ts';
export { ensureCustomers, type CustomerRow, type EnsuredCustomer } from './ensure-customers.ts';
export { findCustomer, getCustomer, hintsOf } from './customer-queries.ts';
export { hintOf, normalizeIdentifier, sealIdentifier, type SealedIdentifier } from './identifier.ts';
export type { CustomerRefusal, IdentifierRefusal } from './errors.ts';
export { customerRoutes } from './routes.ts';
export { ownersOfIdentifiers, postStagedCustomers, type StagedCustomers } from './post-staged-customers.ts';
export { knownCustomers } from './known-customers.ts';
