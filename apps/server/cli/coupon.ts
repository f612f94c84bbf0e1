import { randomUUID } from 'node:crypto';
import { createTemplate, listTemplates, type CouponTemplate, type TemplateDraft } from '@shuke/coupon';
import { inRead } from '@shuke/db';
import { formatMinor } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { granted, money, needed, text, whole, type Cli, type Command } from './command.ts';
import { table } from './table.ts';

/** `shuke coupon`: lists the templates, or makes one. */
export const coupon: Command = {
  usage:
    'coupon [NAME --off AMOUNT | --percent N --off CAP | --item SKU [--price AMOUNT] --off CAP] [--min-spend AMOUNT] [--days N] [--budget AMOUNT]',
  says: 'lists coupon templates, or makes one',
  options: {
    off: { type: 'string' },
    percent: { type: 'string' },
    item: { type: 'string' },
    price: { type: 'string' },
    'min-spend': { type: 'string' },
    days: { type: 'string' },
    budget: { type: 'string' },
    limit: { type: 'string' },
  },
  async run(cli) {
    const { ctx, args, print } = cli;
    const { currency } = await inRead(ctx, merchantSettings);
    const name = args[0];
    if (name) {
      const draft = draftOf(cli, name, currency);
      const { templateId } = granted(await createTemplate(ctx, { key: randomUUID(), draft }));
      print(`Made "${name}" (${templateId}).`);
    }
    const { items } = await listTemplates(ctx, { limit: 100 });
    print(
      table(
        ['template', 'kind', 'off', 'min spend', 'issued', 'redeemed', 'committed', 'spent', 'budget'],
        items.map((one) => rowOf(one, currency)),
      ),
    );
  },
};

function rowOf(template: CouponTemplate, currency: string): (string | number | null)[] {
  const amount = (minor: number | null): string | null => (minor === null ? null : formatMinor(minor, currency));
  const { name, kind, issued, redeemed } = template;
  const figures = [template.committedMinor, template.spentMinor, template.budgetMinor];
  const terms = [template.amountMinor, template.minSpendMinor];
  return [name, kind, ...terms.map(amount), issued, redeemed, ...figures.map(amount)];
}

const DEFAULT_DAYS = 14;

function draftOf({ ctx, options }: Cli, name: string, currency: string): TemplateDraft {
  needed(text(options, 'off'), '--off (what comes off, or at most)', coupon);
  const percent = whole(options, 'percent');
  const item = text(options, 'item');
  const priceMinor = money(options, 'price', currency);
  return {
    name,
    kind: kindOf({ percent, item, priceMinor }),
    amountMinor: money(options, 'off', currency) ?? 0,
    percentBps: percent === null ? null : percent * 100,
    itemSku: item,
    priceMinor,
    minSpendMinor: money(options, 'min-spend', currency) ?? 0,
    validFrom: ctx.clock.now(),
    validUntil: null,
    validDays: whole(options, 'days') ?? DEFAULT_DAYS,
    usesPerCoupon: 1,
    issueLimit: whole(options, 'limit'),
    customerLimit: null,
    budgetMinor: money(options, 'budget', currency),
  };
}

interface Said {
  readonly percent: number | null;
  readonly item: string | null;
  readonly priceMinor: number | null;
}

function kindOf({ percent, item, priceMinor }: Said): TemplateDraft['kind'] {
  if (percent !== null) return 'percent';
  if (item === null) return 'cash';
  return priceMinor === null ? 'item' : 'exchange';
}
