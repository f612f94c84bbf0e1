import { expect, it } from 'vitest';
import { compareIds, findId, idAt, idsOf, isSameAsBefore, newId } from '../index.ts';

it('a column of ids gives the texts back, in the order that the texts have', () => {
  const texts = Array.from({ length: 200 }, () => newId()).toSorted((a, b) => (a < b ? -1 : 1));
  const ids = idsOf(texts);
  expect(texts.map((_, place) => idAt(ids, place))).toEqual(texts);
  expect(texts.map((text) => findId(ids, text))).toEqual(texts.map((_, place) => place));
  expect(findId(ids, newId())).toBe(-1);
  for (let place = 1; place < texts.length; place += 1)
    expect(compareIds(ids, place - 1, [ids, place])).toBeLessThan(0);
  expect([1, 2].map((place) => isSameAsBefore(idsOf([texts[0]!, texts[0]!, texts[1]!]), place))).toEqual([true, false]);
});
