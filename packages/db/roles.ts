import { createHmac } from 'node:crypto';
import type pg from 'pg';
import { assert } from '@shuke/kernel';

/** The sign-in roles of one deployment; each is a member of the group role that the migrations grant to. */
export const LOGIN_ROLES = {
  app: ['shuke_app'],
  poster: ['shuke_poster'],
  bulk: ['shuke_app', 'shuke_import'],
  jobs: ['shuke_jobs'],
} as const;

export type LoginRole = keyof typeof LOGIN_ROLES;

const GROUP_ROLES = ['shuke_app', 'shuke_poster', 'shuke_import', 'shuke_jobs'];

/**
 * How the batch poster's statements are planned. All of them look a few keys up in tables that grow, through an index. Left
 * alone PostgreSQL keeps the plan that it made while the tables were small, which reads them whole: 2 ms a batch for one
 * statement, and more with every order.
 */
const POSTER_PLANS = [
  'plan_cache_mode = force_generic_plan',
  'enable_seqscan = off',
  'enable_hashjoin = off',
  'enable_mergejoin = off',
];

// Two deployments in one cluster have sign-in roles of their own, named after their database, and none is named as a
// group is: the embedded database is called shuke.
export const loginName = (prefix: string, role: LoginRole): string => `${prefix}_${role}_login`;

/** A sign-in role's password follows from the master secret, so that no further secret needs keeping. */
export const loginPassword = (secret: string, name: string): string =>
  createHmac('sha256', secret).update(`database role ${name}`).digest('hex');

/** Creates the group and sign-in roles that are missing, and sets the passwords. Roles belong to the whole cluster. */
export async function createRoles(owner: pg.ClientBase, prefix: string, secret: string): Promise<void> {
  assert(/^[a-z_][a-z0-9_]{0,50}$/.test(prefix), 'a role prefix is a plain identifier');
  const existing = await existingRoles(owner);
  for (const group of GROUP_ROLES) {
    if (!existing.has(group)) await owner.query(`create role ${group} nologin noinherit`);
    // The owner hands tables over to a group role, for which it must be a member.
    await owner.query(`grant ${group} to current_user`);
  }
  for (const role of Object.keys(LOGIN_ROLES) as LoginRole[]) {
    const name = loginName(prefix, role);
    const password = loginPassword(secret, name);
    // What a role may not is said when it is made: of one that exists, only a superuser may even repeat it.
    await owner.query(
      existing.has(name)
        ? `alter role "${name}" login password '${password}'`
        : `create role "${name}" login inherit nobypassrls nocreatedb nocreaterole password '${password}'`,
    );
    for (const group of LOGIN_ROLES[role]) await owner.query(`grant ${group} to "${name}"`);
  }
  for (const plan of POSTER_PLANS) await owner.query(`alter role "${loginName(prefix, 'poster')}" set ${plan}`);
  await owner.query(`grant "${loginName(prefix, 'jobs')}" to current_user`);
}

async function existingRoles(owner: pg.ClientBase): Promise<Set<string>> {
  const { rows } = await owner.query<{ rolname: string }>('select rolname from pg_roles');
  return new Set(rows.map((row) => row.rolname));
}

/** The same database, signed in as another role. */
export function urlAs(ownerUrl: string, name: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = name;
  url.password = password;
  return url.href;
}
