import { Knowledge } from '../checkout/knowledge.ts';

/** By what payments are priced and settled in this process. Its own, for a till's lanes bring theirs up to date at the same time. */
export const paymentKnowledge = new Knowledge();
