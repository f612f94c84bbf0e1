import { expect, test } from 'vitest';
import { createVault } from '@shuke/db';
import { CODE_LENGTH, newCodes, readCode } from '../code.ts';

const vault = createVault('a master secret of at least 32 characters');
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

test('a code is read as it was made, and as people type it', () => {
  for (const code of newCodes(vault, 500)) {
    expect(code).toMatch(new RegExp(`^[${ALPHABET}]{${CODE_LENGTH}}$`));
    expect(readCode(vault, code)).toBe(code);
    const typed = code
      .toLowerCase()
      .replaceAll('0', 'o')
      .replaceAll('1', 'l')
      .replace(/^(.{4})/, '$1-');
    expect(readCode(vault, typed)).toBe(code);
  }
});

test('no two codes of a batch are the same', () => {
  expect(new Set(newCodes(vault, 5000)).size).toBe(5000);
});

test('a code with any one other character is none', () => {
  const [code] = newCodes(vault, 1) as [string];
  for (let at = 0; at < CODE_LENGTH; at += 1) {
    for (const character of ALPHABET) {
      if (character === code[at]) continue;
      expect(readCode(vault, code.slice(0, at) + character + code.slice(at + 1))).toBeNull();
    }
  }
});

test('a code of another installation, of another length or of other characters is none', () => {
  const other = createVault('another master secret of 32 characters');
  const [code] = newCodes(other, 1) as [string];
  expect(
    [code, code.slice(1), `${code}0`, 'U'.repeat(16), '', '桌'.repeat(16)].map((one) => readCode(vault, one)),
  ).toEqual(Array(6).fill(null));
});
