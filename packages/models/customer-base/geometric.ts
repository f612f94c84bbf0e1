import { risingTable, type RisingTable } from '../math/special.ts';
import type { LogLikelihood, Rows } from './rows.ts';

/** Above this ln(1 + eᵘ) is u to the last digit, and eᵘ is still far from overflowing. */
const SATURATED = 36;

/**
 * The log-likelihood of the two models in which a customer may leave after each purchase and never in between. A purchase
 * process with rate λ ~ Gamma(r, α) and a coin with p ~ Beta(a, b) after each purchase that is counted: after repeat
 * purchases only (BG/NBD: Fader, Hardie & Lee, Marketing Science 24(2), 2005), or after the first one too (MBG/NBD:
 * Batislam, Denizel & Filiztekin, IJRM 24(3), 2007). `firstCoin` is 0 or 1 accordingly. With k coins survived,
 *
 *   ln L = ln Γ(r+x)/Γ(r) + r ln α − (r+x) ln(α+T) + ln B(a,b+k)/B(a,b) + ln(1 + a/(b+k−1) · ((α+T)/(α+t_x))^(r+x)),
 *
 * the last term where k > 0. Only it needs work a row; all others are sums over x or over distinct times.
 */
export function geometricLikelihood(firstCoin: 0 | 1): LogLikelihood {
  return (rows, [r, alpha, a, b], gradient) => {
    const mass = massOf(rows);
    const parameters = { r: r!, alpha: alpha!, a: a!, b: b!, firstCoin };
    gradient.fill(0);
    return (
      tableTerms(mass, { rows, parameters, gradient }) +
      ageTerms(mass, { rows, parameters, gradient }) +
      rowTerms({ rows, parameters, gradient })
    );
  };
}

interface Work {
  readonly rows: Rows;
  readonly parameters: Parameters;
  /** With respect to r, alpha, a and b; added to. */
  readonly gradient: Float64Array;
}

interface Parameters {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
  readonly firstCoin: 0 | 1;
}

interface Mass {
  /** Customers by x. */
  readonly byFrequency: Float64Array;
  /** Customers, and their repeat purchases, by the place of T. */
  readonly customersByAge: Float64Array;
  readonly purchasesByAge: Float64Array;
}

const masses = new WeakMap<Rows, Mass>();

// The same for every parameter, so it is summed once for all steps of a search.
function massOf(rows: Rows): Mass {
  const known = masses.get(rows);
  if (known) return known;
  const byFrequency = new Float64Array(rows.mostFrequency + 1);
  const customersByAge = new Float64Array(rows.times.length);
  const purchasesByAge = new Float64Array(rows.times.length);
  for (let i = 0; i < rows.count.length; i += 1) {
    byFrequency[rows.frequency[i]!]! += rows.count[i]!;
    customersByAge[rows.ageAt[i]!]! += rows.count[i]!;
    purchasesByAge[rows.ageAt[i]!]! += rows.count[i]! * rows.frequency[i]!;
  }
  const mass = { byFrequency, customersByAge, purchasesByAge };
  masses.set(rows, mass);
  return mass;
}

function tableTerms({ byFrequency }: Mass, { rows, parameters, gradient }: Work): number {
  const { r, alpha, a, b, firstCoin } = parameters;
  const most = rows.mostFrequency + firstCoin;
  const ofR = risingTable(r, most);
  const ofB = risingTable(b, most);
  const ofBoth = risingTable(a + b, most);
  let sum = rows.customers * r * Math.log(alpha);
  gradient[0]! += rows.customers * Math.log(alpha);
  gradient[1]! += (rows.customers * r) / alpha;
  for (let x = 0; x < byFrequency.length; x += 1) {
    const count = byFrequency[x]!;
    const k = x + firstCoin;
    sum += count * (ofR.log[x]! + stayed(ofB, ofBoth, k));
    gradient[0]! += count * ofR.slope[x]!;
    gradient[2]! -= count * ofBoth.slope[k]!;
    gradient[3]! += count * (ofB.slope[k]! - ofBoth.slope[k]!);
  }
  return sum;
}

const stayed = (ofB: RisingTable, ofBoth: RisingTable, k: number): number => ofB.log[k]! - ofBoth.log[k]!;

function ageTerms({ customersByAge, purchasesByAge }: Mass, { rows, parameters, gradient }: Work): number {
  const { r, alpha } = parameters;
  let sum = 0;
  for (let at = 0; at < rows.times.length; at += 1) {
    const customers = customersByAge[at]!;
    if (customers === 0) continue;
    const exponent = customers * r + purchasesByAge[at]!;
    const log = Math.log(alpha + rows.times[at]!);
    sum -= exponent * log;
    gradient[0]! -= customers * log;
    gradient[1]! -= exponent / (alpha + rows.times[at]!);
  }
  return sum;
}

function rowTerms({ rows, parameters, gradient }: Work): number {
  const { r, alpha, a, b, firstCoin } = parameters;
  const logs = rows.times.map((time) => Math.log(alpha + time));
  const inverses = rows.times.map((time) => 1 / (alpha + time));
  const leftMass = new Float64Array(rows.mostFrequency + 1);
  const odds = Float64Array.from(leftMass, (_, x) => Math.log(a / (b + x + firstCoin - 1)));
  const { frequency, recencyAt, ageAt, count } = rows;
  let sum = 0;
  let byR = 0;
  let byAlpha = 0;
  for (let i = 0; i < count.length; i += 1) {
    const x = frequency[i]!;
    if (x + firstCoin === 0) continue;
    const age = ageAt[i]!;
    const recency = recencyAt[i]!;
    const gap = logs[age]! - logs[recency]!;
    const u = odds[x]! + (r + x) * gap;
    const e = u < SATURATED ? Math.exp(u) : 0;
    const left = count[i]! * (u < SATURATED ? e / (1 + e) : 1);
    sum += count[i]! * (u < SATURATED ? Math.log(1 + e) : u);
    byR += left * gap;
    byAlpha += left * (r + x) * (inverses[age]! - inverses[recency]!);
    leftMass[x]! += left;
  }
  gradient[0]! += byR;
  gradient[1]! += byAlpha;
  for (let x = 0; x < leftMass.length; x += 1) {
    if (x + firstCoin === 0) continue;
    gradient[2]! += leftMass[x]! / a;
    gradient[3]! -= leftMass[x]! / (b + x + firstCoin - 1);
  }
  return sum;
}
