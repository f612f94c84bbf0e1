export { claimGuest, type ClaimGuest } from './claim-guest.ts';
export { chooseContent } from './choose-content.ts';
export { landGuest, type Landing } from './land-guest.ts';
export { joinGuest, type JoinGuest } from './join-guest.ts';
export { reactGuest, type ReactGuest } from './react-guest.ts';
export { nearGuest, type NearGuest } from './near-guest.ts';
export type { Presented } from './open-guest.ts';
export { growthFollowers } from './followers.ts';
