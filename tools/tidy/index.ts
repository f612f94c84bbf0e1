export { runRules, tidy, type Outcome } from './check.ts';
export { readTree } from './read/disk.ts';
export { sqlPieces, type SqlPiece } from './read/sql-pieces.ts';
export { treeOf, type Finding, type Tree } from './read/tree.ts';
