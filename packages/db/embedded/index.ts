export { embeddedDataDir } from './data-dir.ts';
export { findOlderPostgres, type OlderPostgres } from './older-postgres.ts';
export { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './start.ts';
export { startTemporaryPostgres } from './temporary.ts';
