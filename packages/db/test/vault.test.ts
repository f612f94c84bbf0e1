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

test('a key is wrapped for its place, and unwrapped by who has the key-encryption key', () => {
  const key = Buffer.alloc(32, 7);
  const wrapped = vault.wrapKey('data key 1 of mine', key);
  expect(vault.unwrapKey('data key 1 of mine', vault.kekId, wrapped)).toEqual(key);
  expect(() => vault.unwrapKey('data key 1 of theirs', vault.kekId, wrapped)).toThrow();
  const stranger = createVault('another master secret of 32 characters');
  expect(stranger.kekId).not.toEqual(vault.kekId);
  expect(() => stranger.unwrapKey('data key 1 of mine', vault.kekId, wrapped)).toThrow('SHUKE_KEK_FORMER');
});

test('a short master secret is not accepted', () => {
  expect(() => createVault('too short')).toThrow('at least 32 characters');
});
