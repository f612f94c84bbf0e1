/**
 * Tables that no merchant owns: what stands above merchants, what is asked before the merchant is known, and what
 * bulk loads fill before the rows belong to anyone. They need no merchant_id and no row-level security.
 */
export const controlPlane: readonly string[] = [
  'agency',
  'agency_staff',
  'agency_session',
  'directory',
  'sign_in_attempt',
  'shuke_migration',
  'import_staging_line',
  'import_staging_customer',
];
