/** How many rows a kept one stands for, 0 where it is left out; a hash decides, so it is the same each time. */
export function sampleWeight(share: number, customer: number, item: number): number {
  if (share >= 1) return 1;
  let hash = Math.imul(customer + 1, 0x9e3779b1) ^ Math.imul(item + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = (hash ^ (hash >>> 13)) >>> 0;
  return hash / 4_294_967_296 < share ? 1 / share : 0;
}
