import { agency } from './agency.ts';
import { audit } from './audit.ts';
import type { Command } from './command.ts';
import { coupon } from './coupon.ts';
import { importReceipts } from './import.ts';
import { insight } from './insight.ts';
import { issue } from './issue.ts';
import { key } from './key.ts';
import { merchant } from './merchant.ts';
import { password } from './password.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';
import { rotateKeysCommand } from './rotate-keys.ts';
import { verify } from './verify.ts';

/** The commands of `npm run shuke -- …`, in the order in which a shop meets them. */
export const commands: Readonly<Record<string, Command>> = {
  merchant,
  import: importReceipts,
  insight,
  coupon,
  plan,
  issue,
  report,
  verify,
  audit,
  'rotate-keys': rotateKeysCommand,
  key,
  password,
  agency,
};
