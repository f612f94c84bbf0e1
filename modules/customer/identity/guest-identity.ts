// What a guest's own phone needs beside being made a customer: whose ids are, and to give that person one more.
export { bindIdentifier as bind } from './bind-identifier.ts';
export { findOwners as ownersOf } from './identifier-store.ts';
