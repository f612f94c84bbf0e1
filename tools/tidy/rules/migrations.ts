import type { Finding, Tree } from '../read/tree.ts';
import { MIGRATIONS, migrationsOf } from '../read/migrations.ts';

/** Migrations are folders NNNN_owner_what with up.sql and notes.md, numbered from 0001 without a gap. */
export function migrations(tree: Tree): Finding[] {
  const finding = (path: string, message: string): Finding => ({ path, line: 1, rule: 'migrations', message });
  return migrationsOf(tree).flatMap((migration, i) => {
    const { folder, path, number, owner } = migration;
    const home = `${MIGRATIONS}/${folder}`;
    if (!/^\d{4}_[a-z0-9]+(_[a-z0-9]+)*$/.test(folder)) {
      return [finding(path, `${folder} is not named NNNN_owner or NNNN_owner_what in lower case; rename the folder`)];
    }
    const findings: Finding[] = [];
    if (number !== i + 1) {
      const due = String(i + 1).padStart(4, '0');
      findings.push(finding(path, `${folder} should have the number ${due}; numbers are unique and have no gap`));
    }
    if (owner === undefined) findings.push(finding(path, `${folder} names no module; write whose tables it makes`));
    for (const file of ['up.sql', 'notes.md']) {
      if (!tree.has(`${home}/${file}`)) findings.push(finding(`${home}/${file}`, `${file} is missing; add it`));
    }
    return findings;
  });
}
