// Durability stays PostgreSQL's default: fsync and synchronous_commit are on, for what a till was told is paid stays paid.
const DEFAULTS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  // A socket's path may have 107 bytes only, which a clone in a deep folder exceeds; TCP on loopback serves everybody.
  unix_socket_directories: '',
  // The server's pool, the job runner, the command line and a test run beside it, with room for an administrator.
  max_connections: '200',
  // Holds the hot rows of a chain's shops and stays small beside the memory of the cheapest rented machine.
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  // Sorts and hashes of a dashboard stay in memory; 200 connections never use it all at once.
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  // An import of a million receipt lines writes about a gigabyte of WAL: with the default of 1 GB it would checkpoint
  // in the middle, and write every touched page into the WAL in full again.
  max_wal_size: '2GB',
  min_wal_size: '256MB',
  // Disks of today seek about as fast as they scan.
  random_page_cost: '1.1',
  // Our statements run for milliseconds, so compiling them costs more than it saves.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The terse form leaves out DETAIL lines, which quote row values: personal data has no place in a log.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
};

/** The arguments of the postgres program for our settings, with the caller's put over the defaults. */
export function settingArguments(port: number, settings: Record<string, string> = {}): string[] {
  const all = { ...DEFAULTS, ...settings, port: String(port) };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
