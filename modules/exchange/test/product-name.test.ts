import { expect, test } from 'vitest';
import { boundedCache } from '../rows/bounded-cache.ts';
import { betterSpelling, skuOfName } from '../rows/product-name.ts';

test('spaces, case and full-width letters do not make another product', () => {
  const spellings = ['Cortado', ' CORTADO ', 'cortado', 'Ｃｏｒｔａｄｏ', '\u3000Cortado\t'];
  expect(new Set(spellings.map(skuOfName))).toEqual(new Set(['cortado']));
  expect(skuOfName('Hot   Chocolate')).toBe('hot chocolate');
  expect(skuOfName('拿铁（大杯）')).toBe('拿铁(大杯)');
});

test('names that are longer than a SKU may be stay different', () => {
  const long = 'set menu for two '.repeat(12);
  expect(skuOfName(`${long}A`)).toHaveLength(100);
  expect(skuOfName(`${long}A`)).not.toBe(skuOfName(`${long}B`));
});

test('the spelling with small and capital letters is shown, else the first', () => {
  expect(betterSpelling('CORTADO', 'Cortado')).toBe('Cortado');
  expect(betterSpelling('Cortado', 'CORTADO')).toBe('Cortado');
  expect(betterSpelling('KFC', 'kfc')).toBe('KFC');
  expect(betterSpelling('拿铁', '拿铁')).toBe('拿铁');
});

test('a cache keeps what was used lately and never more than twice its size', () => {
  const cache = boundedCache<number, number>(10);
  for (let i = 0; i < 1000; i += 1) {
    cache.set(i, i);
    expect(cache.get(0)).toBe(0);
  }
  expect(cache.get(999)).toBe(999);
  expect(Array.from({ length: 1000 }, (_, i) => cache.get(i)).filter((one) => one !== undefined).length).toBeLessThan(
    21,
  );
});
