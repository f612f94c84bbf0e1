export { actAs, recordingLog, testServices, type TestServices } from './services.ts';
export { cloneDatabase, databaseUrl, MIGRATIONS_DIR, TEST_PREFIX, TEST_SECRET } from './databases.ts';
export { fuzzApp, type FuzzFault, type FuzzOptions, type FuzzReport } from './fuzz.ts';
export { isolationFaults, type IsolationCase, type IsolationCheck } from './isolation.ts';
