import { describe, expect, test } from 'vitest';
import { createVault } from '@shuke/db';
import { newId } from '@shuke/kernel';
import { isPlaceTimeZone, normalSignInName } from '../merchant.ts';
import { hashPassword, NOBODYS_HASH, oneTimePassword, verifyPassword, weaknessOf } from '../password.ts';
import { isApiKeyToken, newApiKeyToken, newSessionToken, tenantOfToken } from '../session-token.ts';
import { networkOf } from '../sign-in-limits.ts';

const services = { vault: createVault('a secret of tests alone, 32 or more characters') };

describe('a password', () => {
  test.each([
    ['', 'too_short'],
    ['ninechars', 'too_short'],
    ['汉字密码九个字符啊', 'too_short'],
    ['😀😁😂🤣😃😄😅😆😉', 'too_short'],
    ['Password123', 'too_common'],
    ['PASSWORD123', 'too_common'],
    ['1234567890', 'too_common'],
    ['aaaaaaaaaaaaaaaa', 'too_common'],
    ['abcabcabcabcabc', 'too_common'],
    ['ｐａｓｓｗｏｒｄ１２３', 'too_common'],
    ['Mei.Ling@Shop', 'not_of_your_own'],
    ['correct horse', null],
    ['汉字密码也可以用来登录', null],
    ['tall blue 7 cup', null],
  ])('%s is %s', (password, weakness) => {
    expect(weaknessOf(password, ['mei.ling@shop'])).toBe(weakness);
  });

  test('is hashed with a salt, checked in constant form, and useless without the secret of the deployment', async () => {
    const passwordHash = await hashPassword(services, 'correct horse');
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hashPassword(services, 'correct horse')).not.toBe(passwordHash);
    expect(await verifyPassword(services, { passwordHash, password: 'correct horse' })).toBe(true);
    expect(await verifyPassword(services, { passwordHash, password: 'correct horsE' })).toBe(false);
    const elsewhere = { vault: createVault('the secret of another deployment, 32 characters') };
    expect(await verifyPassword(elsewhere, { passwordHash, password: 'correct horse' })).toBe(false);
  });

  test('typed with full-width letters or composed accents is the same password', async () => {
    const passwordHash = await hashPassword(services, 'caf\u00e9 au lait');
    expect(await verifyPassword(services, { passwordHash, password: 'cafe\u0301 au lait' })).toBe(true);
  });

  test("that nobody has costs as much as anybody's and is never right", async () => {
    expect(NOBODYS_HASH).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(services, { passwordHash: NOBODYS_HASH, password: '' })).toBe(false);
  });

  test('for one time is easy to read out and never the same', () => {
    const many = new Set(Array.from({ length: 500 }, oneTimePassword));
    expect(many.size).toBe(500);
    for (const one of many) expect(one).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
    for (const one of many) expect(weaknessOf(one, [])).toBe(null);
  });
});

describe('a token', () => {
  test('of a session names its tenant, and 256 bits of secret', () => {
    const tenantId = newId();
    const token = newSessionToken(tenantId);
    expect(tenantOfToken(token)).toBe(tenantId);
    expect(token.split('.')[1]).toHaveLength(43);
    expect(newSessionToken(tenantId)).not.toBe(token);
  });

  test('that is none names nobody', () => {
    const token = newSessionToken(newId());
    for (const wrong of [
      null,
      '',
      '.',
      'x',
      token.slice(1),
      `${token}x`,
      token.replace('.', ''),
      token.replace('.', ' '),
      `${token}\n`,
    ]) {
      expect(tenantOfToken(wrong)).toBe(null);
    }
  });

  test('of an API key is told from everything else by its form', () => {
    expect(isApiKeyToken(newApiKeyToken())).toBe(true);
    for (const wrong of ['', 'sk_', newApiKeyToken().slice(0, -1), newSessionToken(newId()), `x${newApiKeyToken()}`]) {
      expect(isApiKeyToken(wrong)).toBe(false);
    }
  });
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2'],
  ['2001:db8::5', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['2001:db8:1::', '2001:db8:1:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('attempts from %s count for %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test.each([
  ['Asia/Shanghai', true],
  ['America/Argentina/Buenos_Aires', true],
  ['Etc/GMT+8', true],
  ['UTC', true],
  ['+08:00', false],
  ['-0300', false],
  ['Asia/Nowhere', false],
  ['', false],
  ["Asia/Shanghai'", false],
])('%s as a time zone of a place: %s', (name, isOne) => {
  expect(isPlaceTimeZone(name)).toBe(isOne);
});

test('a sign-in name is one whatever its capitals, width or surrounding spaces', () => {
  for (const spelled of ['mei@shop', ' Mei@Shop ', 'ＭＥＩ＠ｓｈｏｐ', 'MEI@SHOP']) {
    expect(normalSignInName(spelled)).toBe('mei@shop');
  }
});
