/** The tier of each module, as on the page of the design. A module imports lower tiers only. */
export const moduleTiers: Readonly<Record<string, number>> = {
  merchant: 1,
  ledger: 1,
  customer: 2,
  catalog: 2,
  promotion: 2,
  touchpoint: 3,
  coupon: 3,
  loyalty: 3,
  giftcard: 3,
  payment: 3,
  message: 3,
  order: 4,
  channel: 5,
  insight: 5,
  audience: 6,
  decision: 7,
  campaign: 8,
  growth: 8,
  exchange: 9,
};

/** What each package may import of the others; `*` is all of them. */
export const packageImports: Readonly<Record<string, readonly string[] | '*'>> = {
  kernel: [],
  contract: ['kernel'],
  pricing: ['kernel'],
  models: ['kernel'],
  db: ['contract', 'kernel'],
  http: ['db', 'contract', 'kernel'],
  sandbox: ['kernel', 'contract', 'models', 'pricing'],
  testkit: '*',
};

/** The packages that the shipped code of modules may import: no stand-ins and no test support. */
export const packagesForModules: readonly string[] = ['kernel', 'contract', 'pricing', 'models', 'db', 'http'];

/** Apps that run in a browser and may import only these; every other app may import any module and package. */
export const browserApps: Readonly<Record<string, readonly string[]>> = { console: ['contract', 'kernel'] };

/** The modules that read the views `pub_*` of the others. */
export const viewReaders: readonly string[] = ['insight', 'audience', 'decision'];
