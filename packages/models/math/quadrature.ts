export interface Quadrature {
  /** Within (−1, 1). */
  readonly nodes: Float64Array;
  /** Their sum is 2. */
  readonly weights: Float64Array;
}

/** Gauss–Legendre quadrature: exact for polynomials of degree 2n − 1 on [−1, 1] (Press et al., Numerical Recipes, gauleg). */
export function gaussLegendre(n: number): Quadrature {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    let at = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 0;
    for (let step = 0; step < 10; step += 1) {
      const [value, before] = legendre(n, at);
      slope = (n * (at * value - before)) / (at * at - 1);
      at -= value / slope;
    }
    nodes[i] = at;
    weights[i] = 2 / ((1 - at * at) * slope * slope);
  }
  return { nodes, weights };
}

// Legendre's polynomials of degree n and n − 1.
function legendre(n: number, at: number): readonly [number, number] {
  let value = 1;
  let before = 0;
  for (let k = 1; k <= n; k += 1) [value, before] = [((2 * k - 1) * at * value - (k - 1) * before) / k, value];
  return [value, before];
}
