import { expectedWhileThere } from './expectation.ts';
import { exponentialLikelihood, LeftOdds, type Customer } from './exponential.ts';
import { geometricLikelihood } from './geometric.ts';
import type { LogLikelihood } from './rows.ts';

export type ModelName = 'bg/nbd' | 'mbg/nbd' | 'pareto/nbd';

export interface Outlook {
  /** The probability of being still a customer. */
  readonly alive: (customer: Customer) => number;
  /** Purchases expected within the horizon of one who is. */
  readonly whileAlive: (customer: Customer) => number;
}

export interface Model {
  readonly names: readonly [string, string, string, string];
  readonly logLikelihood: LogLikelihood;
  /** The last two parameters say how customers leave; where to begin looking for them. */
  readonly leaving: readonly [number, number];
  readonly outlook: (parameters: Float64Array, horizon: number) => Outlook;
}

export const models: Readonly<Record<ModelName, Model>> = {
  'bg/nbd': geometric(0),
  'mbg/nbd': geometric(1),
  'pareto/nbd': {
    names: ['r', 'alpha', 's', 'beta'],
    logLikelihood: exponentialLikelihood,
    leaving: [0.6, 12],
    outlook: exponentialOutlook,
  },
};

function geometric(firstCoin: 0 | 1): Model {
  return {
    names: ['r', 'alpha', 'a', 'b'],
    logLikelihood: geometricLikelihood(firstCoin),
    leaving: [0.8, 2],
    outlook: (parameters, horizon) => geometricOutlook(firstCoin, parameters, horizon),
  };
}

function geometricOutlook(firstCoin: 0 | 1, parameters: Float64Array, horizon: number): Outlook {
  const [r, alpha, a, b] = parameters as unknown as [number, number, number, number];
  return {
    alive: ({ x, recency, age }) => {
      const coins = x + firstCoin;
      // Nobody leaves before the first coin: BG/NBD holds all who bought once for customers still.
      if (coins === 0) return 1;
      const gap = Math.log((alpha + age) / (alpha + recency));
      return 1 / (1 + (a / (b + coins - 1)) * Math.exp((r + x) * gap));
    },
    whileAlive: ({ x, age }) =>
      expectedWhileThere({ shape: r + x, rate: alpha + age, a, b: b + x + firstCoin }, horizon),
  };
}

function exponentialOutlook(parameters: Float64Array, horizon: number): Outlook {
  const [r, alpha, s, beta] = parameters as unknown as [number, number, number, number];
  const left = new LeftOdds(parameters);
  return {
    alive: (customer) => 1 / (1 + Math.exp(left.logOdds(customer))),
    whileAlive: ({ x, age }) => {
      const log = -Math.log1p(horizon / (beta + age));
      const share = s === 1 ? -log : -Math.expm1((s - 1) * log) / (s - 1);
      return ((r + x) * (beta + age) * share) / (alpha + age);
    },
  };
}
