import { expect, test } from 'vitest';
import { newCardNumber, parseCardNumber } from '../card-number.ts';

const numbers = Array.from({ length: 50 }, newCardNumber);

test('a number is read as it is printed, with blanks or hyphens or without', () => {
  for (const number of numbers) {
    expect(parseCardNumber(number)).toBe(number);
    expect(parseCardNumber(` ${number.slice(0, 4)} ${number.slice(4, 9)}-${number.slice(9)}`)).toBe(number);
  }
});

test('any one wrong digit and any two neighbours that changed places are noticed', () => {
  for (const number of numbers) {
    for (let at = 0; at < number.length; at += 1) {
      for (let digit = 0; digit <= 9; digit += 1) {
        const wrong = `${number.slice(0, at)}${digit}${number.slice(at + 1)}`;
        expect(parseCardNumber(wrong)).toBe(wrong === number ? number : null);
      }
      const swapped = number.slice(at + 1, at + 2) + number[at]!;
      const other = `${number.slice(0, at)}${swapped}${number.slice(at + 2)}`;
      expect(parseCardNumber(other)).toBe(other === number ? number : null);
    }
  }
});

test('what is no card number is not one', () => {
  for (const text of ['', '123', 'ABCDEFGHIJKLMN', '1'.repeat(15), `${numbers[0]}0`]) {
    expect(parseCardNumber(text)).toBeNull();
  }
});
