import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface OlderPostgres {
  /** Such as 15.14. */
  version: string;
  binDir: string;
}

const SUPPORTED_MAJORS = [15, 16, 17];

/** The oldest PostgreSQL of 15 to 17 whose server is installed on this machine, for tests beside the embedded one. */
export function findOlderPostgres(): OlderPostgres | null {
  const usual = SUPPORTED_MAJORS.flatMap((major) => [
    `/usr/lib/postgresql/${major}/bin`,
    `/usr/pgsql-${major}/bin`,
    `/opt/homebrew/opt/postgresql@${major}/bin`,
    `/usr/local/opt/postgresql@${major}/bin`,
  ]);
  for (const binDir of [...usual, ...foldersOnPath()]) {
    const version = serverVersion(binDir);
    if (version && SUPPORTED_MAJORS.includes(Number.parseInt(version, 10))) return { version, binDir };
  }
  return null;
}

function foldersOnPath(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const config = folders.map((folder) => join(folder, 'pg_config')).find((file) => existsSync(file));
  const named = config ? outputOf(config, '--bindir') : null;
  return named ? [named, ...folders] : folders;
}

// Client programs alone come in the same folders, so the server and initdb are asked for.
function serverVersion(binDir: string): string | null {
  const isWhole = ['postgres', 'initdb'].every((program) => existsSync(join(binDir, program)));
  const said = isWhole ? outputOf(join(binDir, 'postgres'), '--version') : null;
  return said?.match(/(\d+\.\d+)/)?.[1] ?? null;
}

function outputOf(program: string, argument: string): string | null {
  try {
    return execFileSync(program, [argument], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
