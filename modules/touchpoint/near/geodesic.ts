/** A point on the ellipsoid of WGS-84, in degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

const EQUATORIAL_M = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const POLAR_M = EQUATORIAL_M * (1 - FLATTENING);
const MAX_ROUNDS = 200;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/**
 * The distance in metres on the ellipsoid, by Vincenty's inverse formula (Survey Review 23, 1975), exact to a millimetre:
 * on a sphere 5 km would be off by up to 28 m. For points that nearly face each other through the Earth it does not
 * converge; they are half its girth apart.
 */
export function distanceM(a: Point, b: Point): number {
  const start = sphere(a, b);
  let lambda = start.length;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const step = angles(start, lambda);
    if (step.sinSigma === 0) return 0;
    if (Math.abs(step.lambda - lambda) < 1e-12) return lengthOf(step);
    lambda = step.lambda;
  }
  return Math.PI * POLAR_M;
}

interface Sphere {
  length: number;
  sinU1: number;
  cosU1: number;
  sinU2: number;
  cosU2: number;
}

/** Both points by their reduced latitudes on the auxiliary sphere. */
function sphere(a: Point, b: Point): Sphere {
  const [u1, u2] = [a, b].map(({ latitude }) => Math.atan((1 - FLATTENING) * Math.tan(radians(latitude))));
  return {
    length: radians(b.longitude - a.longitude),
    sinU1: Math.sin(u1!),
    cosU1: Math.cos(u1!),
    sinU2: Math.sin(u2!),
    cosU2: Math.cos(u2!),
  };
}

interface Angles {
  sinSigma: number;
  cosSigma: number;
  sigma: number;
  cosSqAlpha: number;
  cos2SigmaM: number;
  lambda: number;
}

function angles({ length, sinU1, cosU1, sinU2, cosU2 }: Sphere, lambda: number): Angles {
  const [sinLambda, cosLambda] = [Math.sin(lambda), Math.cos(lambda)];
  const sinSigma = Math.hypot(cosU2 * sinLambda, cosU1 * sinU2 - sinU1 * cosU2 * cosLambda);
  const cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosLambda;
  const sigma = Math.atan2(sinSigma, cosSigma);
  const sinAlpha = sinSigma === 0 ? 0 : (cosU1 * cosU2 * sinLambda) / sinSigma;
  const cosSqAlpha = 1 - sinAlpha ** 2;
  const cos2SigmaM = cosSqAlpha === 0 ? 0 : cosSigma - (2 * sinU1 * sinU2) / cosSqAlpha;
  const c = (FLATTENING / 16) * cosSqAlpha * (4 + FLATTENING * (4 - 3 * cosSqAlpha));
  const inner = cos2SigmaM + c * cosSigma * (2 * cos2SigmaM ** 2 - 1);
  const next = length + (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * inner);
  return { sinSigma, cosSigma, sigma, cosSqAlpha, cos2SigmaM, lambda: next };
}

function lengthOf({ sinSigma, cosSigma, sigma, cosSqAlpha, cos2SigmaM }: Angles): number {
  const uSq = (cosSqAlpha * (EQUATORIAL_M ** 2 - POLAR_M ** 2)) / POLAR_M ** 2;
  const a = 1 + (uSq / 16384) * (4096 + uSq * (-768 + uSq * (320 - 175 * uSq)));
  const b = (uSq / 1024) * (256 + uSq * (-128 + uSq * (74 - 47 * uSq)));
  const twice = 2 * cos2SigmaM ** 2 - 1;
  const last = (b / 6) * cos2SigmaM * (4 * sinSigma ** 2 - 3) * (4 * cos2SigmaM ** 2 - 3);
  const deltaSigma = b * sinSigma * (cos2SigmaM + (b / 4) * (cosSigma * twice - last));
  return POLAR_M * a * (sigma - deltaSigma);
}
