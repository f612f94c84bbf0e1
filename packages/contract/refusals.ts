import { audience } from './refusals/audience.ts';
import { basket } from './refusals/basket.ts';
import { catalog } from './refusals/catalog.ts';
import { channel } from './refusals/channel.ts';
import { coupon } from './refusals/coupon.ts';
import { customer } from './refusals/customer.ts';
import { customerBase } from './refusals/customer-base.ts';
import { decision } from './refusals/decision.ts';
import { exchange } from './refusals/exchange.ts';
import { foundation } from './refusals/foundation.ts';
import { gateway } from './refusals/gateway.ts';
import { identity } from './refusals/identity.ts';
import { insight } from './refusals/insight.ts';
import { knowing } from './refusals/knowing.ts';
import { ledger } from './refusals/ledger.ts';
import { loyalty } from './refusals/loyalty.ts';
import { merchant } from './refusals/merchant.ts';
import { miniProgram } from './refusals/mini-program.ts';
import { models } from './refusals/models.ts';
import { order } from './refusals/order.ts';
import { payment } from './refusals/payment.ts';
import { people } from './refusals/people.ts';
import { print } from './refusals/print.ts';
import { pricing } from './refusals/pricing.ts';
import { privacy } from './refusals/privacy.ts';
import { promotion } from './refusals/promotion.ts';
import { touchpoint } from './refusals/touchpoint.ts';
import { trees } from './refusals/trees.ts';
import type { RefusalEntry } from './refusals/entry.ts';

export type { RefusalEntry, RefusalKind, RefusalText } from './refusals/entry.ts';

/** The registry of every refusal that the system gives; each module's codes stand in a file of its own. */
export const refusals = {
  ...foundation,
  ...merchant,
  ...ledger,
  ...customer,
  ...customerBase,
  ...identity,
  ...basket,
  ...catalog,
  ...channel,
  ...print,
  ...coupon,
  ...order,
  ...insight,
  ...knowing,
  ...decision,
  ...exchange,
  ...gateway,
  ...loyalty,
  ...miniProgram,
  ...models,
  ...payment,
  ...people,
  ...pricing,
  ...privacy,
  ...promotion,
  ...touchpoint,
  ...trees,
  ...audience,
} satisfies Record<string, RefusalEntry>;

export type RefusalCode = keyof typeof refusals;
