// Code 128, set C: two digits a symbol (ISO/IEC 15417). Widths of bars and spaces in turn, for the values 0 to 105.
const WIDTHS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 ' +
  '123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 ' +
  '232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 ' +
  '313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 ' +
  '111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 ' +
  '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 ' +
  '114311 411113 411311 113141 114131 311141 411131 211412 211214 211232'
).split(' ');
const START_C = 105;
const CODE_B = 100;
const STOP = '2331112';

/** The values of a row of digits: pairs in set C, and a last odd one in set B, where a digit is its value plus 16. */
function valuesOf(digits: string): number[] {
  const pairs = [...digits.matchAll(/\d\d/g)].map(([pair]) => Number(pair));
  return digits.length % 2 === 0 ? pairs : [...pairs, CODE_B, Number(digits.at(-1)) + 16];
}

export function widthsOf(digits: string): number[] {
  const values = [START_C, ...valuesOf(digits)];
  const check = values.reduce((sum, value, index) => sum + value * Math.max(1, index), 0) % 103;
  return [...[...values, check].map((value) => WIDTHS[value]!), STOP].join('').split('').map(Number);
}

const QUIET = 10;
const HEIGHT = 60;

/** Digits as a bar code, in SVG. */
export function barcode(digits: string, label: string): string {
  let x = QUIET;
  const bars = widthsOf(digits).map((width, index) => {
    const bar = index % 2 === 0 ? `<rect x="${x}" width="${width}" height="${HEIGHT}"/>` : '';
    x += width;
    return bar;
  });
  const size = `viewBox="0 0 ${x + QUIET} ${HEIGHT}" preserveAspectRatio="none"`;
  return `<svg role="img" aria-label="${label}" ${size} shape-rendering="crispEdges">${bars.join('')}</svg>`;
}
