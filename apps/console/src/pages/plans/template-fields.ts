import type { NewCouponTemplate } from '@shuke/contract';

export const TEMPLATE_KINDS = ['cash', 'percent', 'item'] as const;

/** The form of a coupon template as a person fills it in. */
export interface TemplateFields {
  name: string;
  kind: (typeof TEMPLATE_KINDS)[number];
  amount: string;
  percent?: number;
  itemSku?: string;
  minSpend?: string | null;
  validDays: number;
  budget?: string | null;
  issueLimit?: number | null;
  customerLimit?: number | null;
}

/** The request that the form stands for; what was left empty is not sent. */
export function templateBody(fields: TemplateFields): NewCouponTemplate {
  const { name, kind, amount, validDays, percent, itemSku } = fields;
  return {
    name,
    kind,
    amount,
    validDays,
    minSpend: fields.minSpend || '0',
    ...(kind === 'percent' ? { percentBps: Math.round((percent ?? 0) * 100) } : {}),
    ...(kind === 'item' ? { itemSku: itemSku?.trim() } : {}),
    ...(fields.budget ? { budget: fields.budget } : {}),
    ...(fields.issueLimit ? { issueLimit: fields.issueLimit } : {}),
    ...(fields.customerLimit ? { customerLimit: fields.customerLimit } : {}),
  };
}
