import { ROLES, type Role } from '@shuke/contract';
import { expect, test } from 'vitest';
import { masked, shownTo, type PersonalField } from '../mask.ts';

// Who sees what, written down a second time: F full, m masked, · nothing. Owner, Marketer, Cashier, Guide, Agency, Brand owner.
const TABLE = `
  identifier  ······
  hint        FFFFF·
  name        FmFFm·
  birthday    Fm··m·
  note        F·FF··
  avoidance   FFFFF·
  allergy     F·FF··
  tag         FF·FF·
`;

test('each role sees of each thing what the table says', () => {
  const letters = { full: 'F', masked: 'm', none: '·' };
  for (const line of TABLE.trim().split('\n')) {
    const [field, row] = line.trim().split(/\s+/) as [PersonalField, string];
    expect([field, ROLES.map((role) => letters[shownTo(role, field)]).join('')]).toEqual([field, row]);
  }
});

test('a masked name shows its first character and not its length, a masked birthday its month', () => {
  const see = (role: Role, field: PersonalField, text: string | null) => masked(role, field, text);
  expect([
    see('owner', 'name', '陈美玲'),
    see('marketer', 'name', '陈美玲'),
    see('brand_owner', 'name', '陈美玲'),
  ]).toEqual(['陈美玲', '陈**', null]);
  expect(see('marketer', 'name', 'Alexandra')).toBe('A**');
  expect(see('marketer', 'name', '𠮷野')).toBe('𠮷**');
  expect([see('marketer', 'birthday', '1990-03-08'), see('marketer', 'birthday', '--03-08')]).toEqual([
    '--03-**',
    '--03-**',
  ]);
  expect(see('owner', 'name', null)).toBeNull();
});
