import { refuse, type Refusal, type Refused } from '@shuke/kernel';
import type { InsufficientBalance } from '@shuke/ledger';

/** What the ledger says of units that fell short, in the words of the programme: so many are needed, so many can be spent. */
export function unitRefusal<Code extends 'insufficient_points' | 'insufficient_stamps'>(
  { facts }: InsufficientBalance,
  code: Code,
): Refused<Refusal<Code>> {
  return refuse(code, { needed: facts?.needed ?? null, available: facts?.available ?? null });
}
