export { getCustomer, hintsOf } from './customer-queries.ts';
export type { IdentifierRefusal } from './errors.ts';
export { customerFollowers } from './followers.ts';
export { customerJobs } from './jobs.ts';
export { knownCustomers } from './known-customers.ts';
export { customerRoutes } from './routes.ts';
// identity
export { createCustomer } from './identity/create-customer.ts';
export { customersToStage } from './identity/customers-to-stage.ts';
export { ensureCustomers } from './identity/ensure-customers.ts';
export * as guestIdentity from './identity/guest-identity.ts';
export { sealIdentifier, type SealedIdentifier } from './identity/identifier.ts';
export { takeIdentityUse } from './identity/identity-use.ts';
export { postStagedCustomers } from './identity/post-staged-customers.ts';
export { recordSignals } from './identity/record-signals.ts';
// link
export { circleOf, circlesOf, mergedPersons, personsOf } from './link/circles.ts';
export { crossSpendsIn, type NewCrossSpend } from './link/cross-spend.ts';
export { crossSpendsOf, noteCrossSpends } from './link/cross-spend-store.ts';
export { mergeCustomers } from './link/merge-customers.ts';
export { unmergeCustomers } from './link/unmerge-customers.ts';
// lifecycle
export { advance } from './lifecycle/advance.ts';
// consent
export { hasConsent } from './consent/consent-queries.ts';
export * as pageConsents from './consent/page-consents.ts';
export { recordConsents } from './consent/record-consents.ts';
// notes and tags
export { wordsOf } from './note/words-of.ts';
export type { LearnableOrder } from './tag/learn-from-orders.ts';
export { tagsFor, tagsOf } from './tag/tag-queries.ts';
// privacy
export { identifiersInFull } from './privacy/identifiers-in-full.ts';
export { personalData } from './privacy/data-map.ts';
export { newPersonKeys, openPersonal, sealPersonal } from './privacy/person-keys.ts';
export { customerResealers } from './privacy/resealers.ts';
