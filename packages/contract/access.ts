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
  'order:read',
  'order:write',
  'coupon:read',
  'coupon:write',
  'coupon:redeem',
  'insight:read',
  'decision:read',
  'decision:write',
  'event:read',
] as const;
export type Scope = (typeof SCOPES)[number];

const READS = SCOPES.filter((scope) => scope.endsWith(':read'));
const MARKETING: readonly Scope[] = [
  ...READS,
  'import:write',
  'customer:write',
  'coupon:write',
  'coupon:redeem',
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
    'customer:read',
    'order:read',
    'order:write',
    'coupon:read',
    'coupon:redeem',
  ],
  guide: ['merchant:read', 'catalog:read', 'customer:read', 'customer:write', 'order:read', 'coupon:read'],
  brand_owner: ['insight:read'],
};
