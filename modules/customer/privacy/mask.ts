import type { Role } from '@shuke/contract';

/** What there is to see of a person. */
export type PersonalField = 'identifier' | 'hint' | 'name' | 'birthday' | 'note' | 'avoidance' | 'allergy' | 'tag';

/** How much of it: all, so much that one can tell people apart, or nothing. */
export type Shown = 'full' | 'masked' | 'none';

/**
 * Who sees what of a person, the one place that says so. Who serves sees what it takes to serve well: the name to say, what
 * was written down for service, what the person cannot eat. Who plans sees tastes and no names. Nobody sees an identifier
 * in full but by `discloseIdentifiers`, which is the owner's and writes the audit.
 */
const TABLE: Readonly<Record<PersonalField, Readonly<Record<Role, Shown>>>> = {
  identifier: row('none', 'none', 'none', 'none', 'none', 'none'),
  hint: row('full', 'full', 'full', 'full', 'full', 'none'),
  name: row('full', 'masked', 'masked', 'full', 'full', 'none'),
  birthday: row('full', 'masked', 'masked', 'none', 'none', 'none'),
  note: row('full', 'none', 'none', 'full', 'full', 'none'),
  avoidance: row('full', 'full', 'full', 'full', 'full', 'none'),
  allergy: row('full', 'none', 'none', 'full', 'full', 'none'),
  tag: row('full', 'full', 'full', 'none', 'full', 'none'),
};

type Row = Readonly<Record<Role, Shown>>;

// The columns of the table: owner, marketer, agency, cashier, guide, brand owner.
function row(
  ...[owner, marketer, agency, cashier, guide, brandOwner]: [Shown, Shown, Shown, Shown, Shown, Shown]
): Row {
  return { owner, marketer, agency, cashier, guide, brand_owner: brandOwner };
}

export const shownTo = (role: Role, field: PersonalField): Shown => TABLE[field][role];

/** A text as a role sees it; null where it sees nothing of it. */
export function masked(role: Role, field: PersonalField, text: string | null): string | null {
  const shown = shownTo(role, field);
  if (text === null || shown === 'none') return null;
  if (shown === 'full') return text;
  return field === 'birthday' ? maskDay(text) : maskName(text);
}

/** The first character, and that there is more: 陈**, A**. Always two stars, for the length of a name says something too. */
const maskName = (name: string): string => `${Array.from(name.trim())[0] ?? ''}**`;

/** The month of a day: --03-**. It is what a birthday offer needs, and no year. */
const maskDay = (day: string): string => `--${day.slice(-5, -2)}**`;
