export { NO_PROGRAMME, pointsAsset, stampAsset, type Programme, type ProgrammeDraft } from './programme.ts';
export { currentProgramme, loyaltyHeads, programmeOf, standings } from './checkout-reads.ts';
export { NEW_STANDING, tierOf, type Standing } from './tier.ts';
export { earningsOf, pointsPromotion, type Earning } from './earning.ts';
export {
  burnSteps,
  earnSteps,
  holdingsOfCustomer,
  owedIn,
  returnSteps,
  takeBackSteps,
  type Drawn,
} from './unit-steps.ts';
export { holdingsOfCard, storedSpendSteps, type InsufficientStoredValue } from './stored-value.ts';
export { cardsByNumber } from './cards-by-number.ts';
export type { StoredCard } from './card-store.ts';
export { setProgramme } from './set-programme.ts';
export { adjustPoints } from './adjust-points.ts';
export { openCard } from './open-card.ts';
export { topUp } from './top-up.ts';
export { evaluateTiers } from './evaluate-tiers.ts';
export { getMember } from './member-queries.ts';
export { loyaltyFollowers } from './followers.ts';
export { loyaltyJobs } from './jobs.ts';
export { loyaltyRoutes } from './routes.ts';
