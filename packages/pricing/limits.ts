/** The dearest amount that is priced: below it every product of an amount and basis points is an exact double. */
export const MAX_AMOUNT_MINOR = 100_000_000_000;
export const MAX_QUANTITY_MILLI = 1_000_000_000;
export const MAX_LINES = 500;
export const MAX_PROMOTIONS = 1000;
export const MAX_COUPONS = 200;
/** A deal without a cap of its own applies at most so often in one order. */
export const MAX_TIMES = 99;
/** The most items of a list in a condition or selector: larger sets of customers are tags. */
export const MAX_LISTED = 1000;
/**
 * The budget of one search: nodes of its tree, and looks at single goods. Beyond it the search gives its best so far and
 * says that it is unproven, after a tenth to half of a second.
 */
export const MAX_NODES = 100_000;
export const MAX_WORK = 50_000_000;
/** Steps of one threshold that the bound of the search tries one by one. */
export const MAX_JUMPS = 50;
/** What `unlocks` tries: products, units added in all, changes bounded and changes priced, in all about half a second. */
export const MAX_SUGGESTIONS = 40;
export const MAX_UNITS = 20;
export const MAX_CHANGES = 2000;
export const MAX_CHANGE_WORK = 4_000_000;
export const MAX_PRICED = 200;
export const MAX_NODES_OF_CHANGES = 50_000;
