interface Words {
  readonly en: string;
  readonly 'zh-CN': string;
}

const says = (en: string, zh: string): Words => ({ en, 'zh-CN': zh });

/** Everything that the audit keeps, and how it is told to people. */
export const auditActions = {
  'customer.disclosed': says("A person's identifiers were read in full.", '查看了某位顾客的完整标识。'),
  'customer.exported': says('Everything held on a person was exported.', '导出了某位顾客的全部资料。'),
  'customer.erased': says('A person was erased.', '删除了某位顾客的个人信息。'),
  'customer.merged': says('Two customers were taken for one person.', '将两位顾客合并为同一人。'),
  'customer.unmerged': says('A merge of two customers was undone.', '撤销了两位顾客的合并。'),
  'consent.withdrawn': says('A person withdrew a consent.', '某位顾客撤回了同意。'),
  'audience.exported': says('The members of an audience were exported.', '导出了人群名单。'),
  'staff.added': says('A member of staff was added, with a role.', '新增了员工并授予角色。'),
  'staff.role_changed': says("A member of staff's role was changed.", '更改了员工的角色。'),
  'staff.status_changed': says('A member of staff was switched off, or on again.', '停用或恢复了员工。'),
  'api_key.added': says('An API key was made, with its scopes.', '新建了 API 密钥并授予权限。'),
  'api_key.revoked': says('An API key was revoked.', '撤销了 API 密钥。'),
  'keys.rotated': says('Data keys were rotated, and what they seal was sealed anew.', '轮换了数据密钥并重新加密。'),
} as const satisfies Record<string, Words>;

export type AuditAction = keyof typeof auditActions;
export const AUDIT_ACTIONS = Object.keys(auditActions) as AuditAction[];
