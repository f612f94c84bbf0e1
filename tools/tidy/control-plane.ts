/**
 * Staging of bulk loads, which COPY fills without row-level security before the rows belong to anyone. They are the
 * hand-over from one module to others: a `post-staged-*.ts` of any module may read them.
 */
export const staging: readonly string[] = ['import_staging_order', 'import_staging_customer'];

/**
 * Tables that no merchant owns: what stands above merchants, what is asked before the merchant is known, and staging.
 * They need no merchant_id and no row-level security.
 */
export const controlPlane: readonly string[] = [
  'agency',
  'directory',
  'sign_in_attempt',
  'shuke_migration',
  ...staging,
];
