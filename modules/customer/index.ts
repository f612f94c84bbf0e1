export { createCustomer, type CreateCustomer } from './identity/create-customer.ts';
export { ensureCustomers, type CustomerRow, type EnsuredCustomer } from './identity/ensure-customers.ts';
export { findCustomer, getCustomer, hintsOf } from './customer-queries.ts';
export { hintOf, normalizeIdentifier, sealIdentifier, type SealedIdentifier } from './identity/identifier.ts';
export type { CustomerRefusal, IdentifierRefusal } from './errors.ts';
export { customerRoutes } from './routes.ts';
export { ownersOfIdentifiers, postStagedCustomers, type StagedCustomers } from './identity/post-staged-customers.ts';
export { knownCustomers } from './known-customers.ts';
// consent
export { recordConsents } from './consent/record-consents.ts';
export { hasConsent } from './consent/consent-queries.ts';
// notes
export { notesOf } from './note/note-queries.ts';
export { profilesOf } from './note/profile-queries.ts';
// tags
export { tagsFor, tagsOf } from './tag/tag-queries.ts';
export { tagFollower } from './tag/follow-orders.ts';
export type { LearnableOrder } from './tag/learn-from-orders.ts';
export { tagJobs } from './tag/jobs.ts';
// privacy
export { openIdentifiers, sealForNew } from './identity/seal-identifiers.ts';
export { newPersonKeys, openPersonal, sealPersonal } from './privacy/person-keys.ts';
// link
export { circleOf, circlesOf, personsOf } from './link/circles.ts';
export { crossSpendsIn, type NewCrossSpend } from './link/cross-spend.ts';
export { crossSpendsOf, noteCrossSpends, type OrderSpend } from './link/cross-spend-store.ts';
export { mergeCustomers } from './link/merge-customers.ts';
export { linkJobs } from './link/settle-late-spends.ts';
export { unmergeCustomers } from './link/unmerge-customers.ts';
// touchpoints
export { currentWordings } from './consent/consent-queries.ts';
// identity
export { realIdentitiesOf } from './identity/real-identity.ts';
export { takeIdentityUse } from './identity/identity-use.ts';
export { recordSignals } from './identity/record-signals.ts';
export { collectCode } from './identity/verify-phone.ts';
export { identityJobs } from './identity/jobs.ts';
export { recognitionRoutes } from './identity/recognition-routes.ts';
// lifecycle
export { advance, endPaidMemberships } from './lifecycle/advance.ts';
export { lifecycleJobs } from './lifecycle/evaluate-everybody.ts';
export { lifecycleFollower } from './lifecycle/follow-people.ts';
export { lifecycleRoutes } from './lifecycle/lifecycle-routes.ts';
export { privacyRoutes } from './privacy/privacy-routes.ts';
export { masked } from './privacy/mask.ts';
export { personalData } from './privacy/data-map.ts';
export { customerResealers } from './privacy/resealers.ts';
