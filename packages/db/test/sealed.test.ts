import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { headerBytes, headerOf, openWith, SEALING_ALGORITHMS, sealWith } from '../sealed.ts';

const key = createSecretKey(randomBytes(32));

describe.each(SEALING_ALGORITHMS)('a value sealed with %s', (algorithm) => {
  const seal = (text: string | Buffer, context = 'one shop') => sealWith({ version: 7, algorithm, key }, context, text);

  test('opens to what it was, looks different each time, and names its algorithm and key', () => {
    const [first, second] = [seal('陈美玲 13900001111'), seal('陈美玲 13900001111')];
    expect(openWith(key, 'one shop', first).toString()).toBe('陈美玲 13900001111');
    expect(openWith(key, 'one shop', seal('')).toString()).toBe('');
    const bytes = randomBytes(100);
    expect(openWith(key, 'one shop', seal(bytes))).toEqual(bytes);
    expect(first).not.toEqual(second);
    expect(headerOf(first)).toEqual({ version: 7, algorithm });
    expect(first.subarray(0, 8)).toEqual(headerBytes({ version: 7, algorithm }));
    expect(first.toString('latin1')).not.toContain('1390');
  });

  test('does not open when any byte of it was changed, its header too, or any was cut off', () => {
    const sealed = seal('13900001111');
    for (let at = 0; at < sealed.length; at += 1) {
      const tampered = Buffer.from(sealed);
      tampered[at]! ^= 1;
      expect(() => openWith(key, 'one shop', tampered), `byte ${at}`).toThrow();
      expect(() => openWith(key, 'one shop', sealed.subarray(0, at)), `cut at ${at}`).toThrow();
    }
  });

  test('does not open in another context or with another key', () => {
    const sealed = seal('13900001111');
    expect(() => openWith(key, 'another shop', sealed)).toThrow();
    expect(() => openWith(createSecretKey(randomBytes(32)), 'one shop', sealed)).toThrow();
  });
});

test('what is sealed with one algorithm does not pass for the other', () => {
  const sealed = sealWith({ version: 1, algorithm: 'aes-256-gcm', key }, 'shop', 'a text that is long enough for both');
  sealed[3] = 2;
  expect(() => openWith(key, 'shop', sealed)).toThrow('sealed bytes are as they were made');
});

test('bytes from before there was a header have none', () => {
  expect(headerOf(randomBytes(3))).toBeNull();
  expect(headerOf(Buffer.concat([Buffer.from('SK\u0001\u0009'), randomBytes(40)]))).toBeNull();
  expect(headerOf(Buffer.concat([Buffer.from('XX'), randomBytes(40)]))).toBeNull();
});
