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
] as const;
export type Scope = (typeof SCOPES)[number];

// What the shop owes and holds is the owner's to read, and a key's that the owner gives it.
const READS = SCOPES.filter((scope) => scope.endsWith(':read') && scope !== 'ledger:read');
const MARKETING: readonly Scope[] = [
  ...READS,
  'import:write',
  'customer:write',
  'catalog:write',
  'stock:write',
  'promotion:write',
  'coupon:write',
  'coupon:redeem',
  'coupon:claim',
  'loyalty:write',
  'decision:write',
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
    'order:read',
    'coupon:read',
    'coupon:claim',
    'loyalty:read',
  ],
  brand_owner: ['insight:read'],
};
