export { actAs, recordingLog, testServices, type TestServices } from './services.ts';
export { cloneDatabase, databaseUrl, MIGRATIONS_DIR, TEST_PREFIX, TEST_SECRET } from './databases.ts';
