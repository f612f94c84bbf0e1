import { assert } from '@shuke/kernel';

/**
 * What is tried at all is tried this often at least, and estimators weigh no choice as if it had been rarer: one guest in fifty
 * may stand for fifty, not for five hundred.
 */
export const LEAST_PROPENSITY = 0.02;

/**
 * With which probability each of the actions is taken when a share of people, .05 to .1, gets one drawn at random and the others the one that
 * looks best (ε-greedy). `worth` has what each action is thought to bring, `NaN` for one that may not be taken; doing nothing is an
 * action like any other. No action gets less than `LEAST_PROPENSITY`: where there are more than the share pays for, those that look best are
 * tried. Of equals the first is best. The probabilities are what the log must keep.
 */
export function exploringPolicy(worth: ArrayLike<number>, share: number): Float64Array {
  assert(share >= 0 && share <= 1, 'a share lies between 0 and 1');
  const allowed = Array.from(worth, (value, action) => ({ value, action })).filter(({ value }) => !Number.isNaN(value));
  assert(allowed.length > 0, 'there is an action that may be taken, even if it is doing nothing');
  const ranked = allowed.toSorted((a, b) => b.value - a.value || a.action - b.action);
  const tried = ranked.slice(0, Math.max(1, Math.floor(share / LEAST_PROPENSITY + 1e-9)));
  const policy = new Float64Array(worth.length);
  for (const { action } of tried) policy[action] = share / tried.length;
  policy[ranked[0]!.action]! += 1 - share;
  return policy;
}

/** The action that a uniform number of [0, 1) picks from a policy, and how probable that was. */
export function pick(policy: Float64Array, uniform: number): { action: number; propensity: number } {
  assert(uniform >= 0 && uniform < 1, 'a draw lies in [0, 1)');
  let left = uniform * policy.reduce((sum, share) => sum + share, 0);
  let action = policy.findLastIndex((share) => share > 0);
  for (const [one, share] of policy.entries()) {
    if (left < share) {
      action = one;
      break;
    }
    left -= share;
  }
  return { action, propensity: policy[action]! };
}
