import { randomUUID } from 'node:crypto';
import { createTemplate, listTemplates, type TemplateDraft } from '@shuke/coupon';
import { inRead } from '@shuke/db';
import { formatMinor, parseMinor } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { CommandFailed, granted, needed, text, type Cli, type Command } from './command.ts';
import { table } from './table.ts';

/** `shuke coupon`: lists the templates, or makes one. */
export const coupon: Command = {
  usage: 'coupon [NAME --off AMOUNT | --percent N --off CAP] [--min-spend AMOUNT] [--days N] [--budget AMOUNT]',
  says: 'lists coupon templates, or makes one',
  options: {
    off: { type: 'string' },
    percent: { type: 'string' },
    item: { type: 'string' },
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
    const money = (minor: number | null): string | null => (minor === null ? null : formatMinor(minor, currency));
    print(
      table(
        ['template', 'kind', 'off', 'min spend', 'issued', 'redeemed', 'committed', 'spent', 'budget'],
        items.map((t) => [
          ...[t.name, t.kind, money(t.amountMinor), money(t.minSpendMinor), t.issued, t.redeemed],
          ...[money(t.committedMinor), money(t.spentMinor), money(t.budgetMinor)],
        ]),
      ),
    );
  },
};

const DEFAULT_DAYS = 14;

function draftOf({ ctx, options }: Cli, name: string, currency: string): TemplateDraft {
  const money = (option: string): number | null => {
    const given = text(options, option);
    const minor = given === null ? null : parseMinor(given, currency);
    if (given !== null && minor === null)
      throw new CommandFailed(`--${option} "${given}" is not an amount in ${currency}.`);
    return minor;
  };
  const whole = (option: string): number | null => {
    const given = text(options, option);
    if (given !== null && !/^\d{1,6}$/.test(given))
      throw new CommandFailed(`--${option} "${given}" is not a whole number.`);
    return given === null ? null : Number(given);
  };
  const amount = needed(text(options, 'off'), '--off (what comes off, or at most)', coupon);
  const percent = whole('percent');
  const item = text(options, 'item');
  return {
    name,
    kind: percent !== null ? 'percent' : item !== null ? 'item' : 'cash',
    amountMinor: money('off') ?? Number(amount),
    percentBps: percent === null ? null : percent * 100,
    itemSku: item,
    minSpendMinor: money('min-spend') ?? 0,
    validFrom: ctx.clock.now(),
    validUntil: null,
    validDays: whole('days') ?? DEFAULT_DAYS,
    usesPerCoupon: 1,
    issueLimit: whole('limit'),
    customerLimit: null,
    budgetMinor: money('budget'),
  };
}
