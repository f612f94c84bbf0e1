import { describe, expect, test } from 'vitest';
import { newId } from '@shuke/kernel';
import { createVault } from '../vault.ts';

const vault = createVault('a master secret of 32 characters or more');
const [mine, theirs] = [newId(), newId()];

describe('the hash of a value', () => {
  test('is the same each time, and another for another merchant, kind, value or master secret', () => {
    const hash = vault.hash(mine, 'phone', '13900001111');
    expect(hash).toHaveLength(16);
    expect(vault.hash(mine, 'phone', '13900001111')).toEqual(hash);
    const others = [
      vault.hash(theirs, 'phone', '13900001111'),
      vault.hash(mine, 'card', '13900001111'),
      vault.hash(mine, 'phone', '13900001112'),
      vault.hashGlobal('phone', '13900001111'),
      createVault('another master secret of 32 characters').hash(mine, 'phone', '13900001111'),
    ];
    for (const other of others) expect(other).not.toEqual(hash);
  });

  test('cannot be made to meet by moving a letter from the kind to the value', () => {
    expect(vault.hash(mine, 'phone', '1390')).not.toEqual(vault.hash(mine, 'phone1', '390'));
  });
});

describe('a sealed field', () => {
  test('opens for its merchant, and looks different each time', () => {
    const sealed = vault.seal(mine, '陈美玲 13900001111');
    expect(vault.open(mine, sealed)).toBe('陈美玲 13900001111');
    expect(vault.seal(mine, '陈美玲 13900001111')).not.toEqual(sealed);
    expect(sealed.toString('latin1')).not.toContain('13900001111');
    expect(vault.open(mine, vault.seal(mine, ''))).toBe('');
  });

  test('does not open when any byte of it was changed', () => {
    const sealed = vault.seal(mine, '13900001111');
    for (let at = 0; at < sealed.length; at += 1) {
      const tampered = Buffer.from(sealed);
      tampered[at]! ^= 1;
      expect(() => vault.open(mine, tampered)).toThrow();
    }
    expect(() => vault.open(mine, sealed.subarray(0, -1))).toThrow();
    expect(() => vault.open(mine, Buffer.alloc(0))).toThrow();
  });

  test('does not open for another merchant or under another master secret', () => {
    const sealed = vault.seal(mine, '13900001111');
    expect(() => vault.open(theirs, sealed)).toThrow();
    expect(() => createVault('another master secret of 32 characters').open(mine, sealed)).toThrow();
  });
});

test('a short master secret is not accepted', () => {
  expect(() => createVault('too short')).toThrow('at least 32 characters');
});
