/** What a member of staff is. The agency role looks after several merchants; the brand owner sees aggregates only. */
export const ROLES = ['owner', 'marketer', 'cashier', 'guide', 'agency', 'brand_owner'] as const;
export type Role = (typeof ROLES)[number];

/** What an API key may be allowed to do; staff have what their role has. */
export const SCOPES = [
  'merchant:read',
  'merchant:write',
  'staff:write',
  'import:read',
  'import:write',
  'customer:read',
  'customer:write',
  'customer:serve',
  'customer:merge',
  'customer:verify',
  'consent:read',
  'consent:write',
  'catalog:read',
  'catalog:write',
  'stock:write',
  'promotion:read',
  'promotion:write',
  'order:read',
  'order:write',
  'coupon:read',
  'coupon:write',
  'coupon:redeem',
  'coupon:claim',
  'loyalty:read',
  'loyalty:write',
  'loyalty:serve',
  'loyalty:refund',
  'insight:read',
  'ledger:read',
  'decision:read',
  'decision:write',
  'event:read',
  'touchpoint:read',
  'touchpoint:write',
  'audit:read',
  'privacy:write',
] as const;
export type Scope = (typeof SCOPES)[number];

// What the shop owes and holds, and who did what, is the owner's to read, and a key's that the owner gives it.
const OWNERS: readonly Scope[] = ['ledger:read', 'audit:read'];
const READS = SCOPES.filter((scope) => scope.endsWith(':read') && !OWNERS.includes(scope));
const MARKETING: readonly Scope[] = [
  ...READS,
  'import:write',
  'customer:write',
  'customer:serve',
  'customer:merge',
  'consent:write',
  'catalog:write',
  'stock:write',
  'promotion:write',
  'coupon:write',
  'coupon:redeem',
  'coupon:claim',
  'loyalty:write',
  'decision:write',
  'touchpoint:write',
];

/** What each role may do. A brand owner reads aggregates and nothing that shows a person. */
export const ROLE_SCOPES: Readonly<Record<Role, readonly Scope[]>> = {
  owner: SCOPES,
  agency: [...MARKETING, 'merchant:write'],
  marketer: MARKETING,
  cashier: [
    'merchant:read',
    'catalog:read',
    'stock:write',
    'promotion:read',
    'customer:read',
    'customer:serve',
    'consent:read',
    'consent:write',
    'order:read',
    'order:write',
    'coupon:read',
    'coupon:redeem',
    'coupon:claim',
    'loyalty:read',
    'loyalty:serve',
  ],
  guide: [
    'merchant:read',
    'catalog:read',
    'promotion:read',
    'customer:read',
    'customer:write',
    'customer:serve',
    'consent:read',
    'consent:write',
    'order:read',
    'coupon:read',
    'coupon:claim',
    'loyalty:read',
  ],
  brand_owner: ['insight:read'],
};
