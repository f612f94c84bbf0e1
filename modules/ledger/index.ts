export { openBook, postMany, writeBook } from './post.ts';
export { Book, type Holding, type LotBalance } from './book.ts';
export type { AccountName } from './chart.ts';
export {
  ALL_DAYS,
  isSpendable,
  type Account,
  type InsufficientBalance,
  type Lot,
  type Move,
  type Posted,
  type Posting,
  type Step,
  type Transfer,
} from './transfer.ts';
export { balancesOf, lotsOf } from './balance-queries.ts';
export { statementOf } from './statement-queries.ts';
export { ledgerJobs } from './jobs.ts';
export { ledgerRoutes } from './routes.ts';
export { ledgerVerifier, verifyLedger } from './verify-ledger.ts';
export type { Finding, Verifier } from './verifier.ts';
export { earnedWithin, earnersSince, earningsOfAll } from './earned-within.ts';
export {
  countPostings,
  postingsAbout,
  transfersOf,
  type ExplainedTransfer,
  type PostedTransfer,
} from './transfer-queries.ts';
export { holderHistory, type HeldTransfer } from './holder-history.ts';
