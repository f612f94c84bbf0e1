/**
 * Between the reading and the writing of a batch another process took a number of an order, or the last use of a capped
 * promotion. It carries PostgreSQL's code for a serialization failure, on which the batch is split and starts anew.
 */
export class OvertakenBatch extends Error {
  override name = 'OvertakenBatch';
  override message = 'another transaction was first';
  readonly code = '40001';
}
