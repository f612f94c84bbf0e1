import { seededRandom, type Random } from '@shuke/kernel';
import { expect, test } from 'vitest';
import { BRANCHED, type Priced } from '../index.ts';
import { checkCertificate } from '../verify/verify-certificate.ts';
import { randomCase } from './random-cases.ts';
import { priceCase } from './shop.ts';

type Forgery = (priced: Priced, random: Random) => Priced | null;

const withNodes = (priced: Priced, nodes: readonly number[]): Priced => ({
  ...priced,
  certificate: { ...priced.certificate, nodes },
});

// Each makes a wrong answer of a right one, or null where there is nothing to forge.
const FORGERIES: Record<string, Forgery> = {
  'a node is worth more': (priced, random) => {
    const nodes = [...priced.certificate.nodes];
    nodes[random.int(nodes.length)]! += 1 + random.int(5000);
    return withNodes(priced, nodes);
  },
  'a node is worth less': (priced, random) => {
    const nodes = [...priced.certificate.nodes];
    nodes[random.int(nodes.length)]! -= 1 + random.int(5000);
    return withNodes(priced, nodes);
  },
  'a node is missing': (priced, random) => {
    const { nodes } = priced.certificate;
    return withNodes(priced, nodes.toSpliced(random.int(nodes.length), 1));
  },
  'a node is there twice': (priced, random) => {
    const { nodes } = priced.certificate;
    const at = random.int(nodes.length);
    return withNodes(priced, nodes.toSpliced(at, 0, nodes[at]!));
  },
  'a branch is cut off without a bound': (priced) => {
    const { nodes, cost } = priced.certificate;
    const at = nodes.lastIndexOf(BRANCHED);
    return at < 0 ? null : withNodes(priced, nodes.toSpliced(at, 3, cost));
  },
  'the whole tree is one bound': (priced) =>
    priced.certificate.nodes.length === 1 ? null : withNodes(priced, [priced.certificate.cost]),
  'the cost is another': (priced) => ({
    ...priced,
    certificate: { ...priced.certificate, cost: priced.certificate.cost + 1 },
  }),
  'it says that it proves nothing': (priced) => ({ ...priced, certificate: { ...priced.certificate, proven: false } }),
  'less is due': (priced) => ({ ...priced, dueMinor: priced.dueMinor - 1 }),
  'less is payable': (priced) => ({ ...priced, payableMinor: priced.payableMinor - 1 }),
  'a promotion is dropped': (priced) =>
    priced.applied.length === 0 ? null : { ...priced, applied: priced.applied.slice(1) },
  'a promotion is used once more': (priced) =>
    priced.applied.length === 0
      ? null
      : { ...priced, applied: priced.applied.map((use, i) => (i === 0 ? { ...use, times: use.times + 1 } : use)) },
  'another version was used': (priced) =>
    priced.applied.length === 0
      ? null
      : { ...priced, applied: priced.applied.map((use, i) => (i === 0 ? { ...use, version: use.version + 1 } : use)) },
  'a minor unit moves to another line': (priced) => {
    const at = priced.lines.findIndex(({ discounts }) => discounts.length > 0);
    const to = priced.lines.findIndex((_, i) => i !== at);
    if (at < 0 || to < 0) return null;
    const moved = priced.lines.map((line, i) => {
      if (i === to) return { ...line, netMinor: line.netMinor - 1 };
      if (i !== at) return line;
      const [first, ...rest] = line.discounts;
      return {
        ...line,
        netMinor: line.netMinor + 1,
        discounts: [{ ...first!, shareMinor: first!.shareMinor - 1 }, ...rest],
      };
    });
    return { ...priced, lines: moved };
  },
  'more points are spent': (priced) => ({ ...priced, pointsSpent: priced.pointsSpent + 100 }),
  'a coupon is spent and kept': (priced) => {
    const spent = priced.applied.find(({ couponIds }) => couponIds.length > 0);
    if (!spent) return null;
    const kept = {
      couponId: spent.couponIds[0]!,
      promotionId: spent.promotionId,
      code: 'not_better',
      facts: {},
    } as const;
    return { ...priced, unused: [...priced.unused, kept] };
  },
  'a coupon is forgotten': (priced) =>
    priced.unused.length === 0 ? null : { ...priced, unused: priced.unused.slice(1) },
};

test.each(Object.entries(FORGERIES))('a certificate is rejected when %s', (_, forge) => {
  let forged = 0;
  for (let seed = 0; seed < 300; seed++) {
    const one = randomCase(seed + 2_000_000);
    const wrong = forge(priceCase(one), seededRandom(seed));
    if (!wrong) continue;
    forged += 1;
    expect({ seed, ok: checkCertificate(one, wrong).ok }).toEqual({ seed, ok: false });
  }
  expect(forged).toBeGreaterThan(50);
});

test('the answer to another question is rejected', () => {
  for (let seed = 0; seed < 300; seed++) {
    const one = randomCase(seed + 2_000_000);
    const lines = one.cart.lines.map((line) => ({ ...line, quantityMilli: line.quantityMilli + 1000 }));
    const isFree = lines.every(({ unitPriceMinor }) => unitPriceMinor === 0);
    if (isFree) continue;
    expect({ seed, ok: checkCertificate({ ...one, cart: { ...one.cart, lines } }, priceCase(one)).ok }).toEqual({
      seed,
      ok: false,
    });
  }
});

test('a certificate survives being stored as JSON', () => {
  const one = randomCase(5);
  const stored = JSON.parse(JSON.stringify(priceCase(one))) as Priced;
  expect(checkCertificate(one, stored)).toEqual({ ok: true });
});
