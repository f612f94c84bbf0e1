export { openBook, postMany, writeBook } from './post.ts';
export { Book, type Holding, type LotBalance } from './book.ts';
export { CHART, isAccountName, termsOf, type AccountName, type AccountTerms, type OwnerKind } from './chart.ts';
export {
  ALL_DAYS,
  isSpendable,
  type Account,
  type InsufficientBalance,
  type Lot,
  type Move,
  type Posted,
  type Posting,
  type Spend,
  type Step,
  type Transfer,
} from './transfer.ts';
