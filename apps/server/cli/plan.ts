import { randomUUID } from 'node:crypto';
import { inRead } from '@shuke/db';
import { draftPlan, getPlan, listChoices, listPlans, planView } from '@shuke/decision';
import { merchantSettings } from '@shuke/merchant';
import { day, granted, money, needed, text, whole, type Cli, type Command } from './command.ts';
import { table } from './table.ts';

const SHOWN = 10;

/** `shuke plan`: drafts a plan and shows it, or lists the plans there are. */
export const plan: Command = {
  usage: 'plan [NAME --budget AMOUNT] [--as-of DAY] [--horizon-days N]',
  says: 'drafts who gets which offer and why, or lists the plans',
  options: { budget: { type: 'string' }, 'as-of': { type: 'string' }, 'horizon-days': { type: 'string' } },
  async run(cli) {
    const { currency } = await inRead(cli.ctx, merchantSettings);
    await (cli.args[0] ? draft(cli, cli.args[0], currency) : list(cli, currency));
  },
};

async function draft(cli: Cli, name: string, currency: string): Promise<void> {
  const { ctx, options, print } = cli;
  needed(text(options, 'budget'), '--budget', plan);
  const drafted = granted(
    await draftPlan(ctx, {
      key: randomUUID(),
      name,
      budgetMinor: money(options, 'budget', currency) ?? 0,
      asOf: day(options, 'as-of') ?? undefined,
      horizonDays: whole(options, 'horizon-days', 365) ?? undefined,
    }),
  );
  const view = planView(drafted, currency);
  print(`Plan ${view.planId} "${name}", as of ${view.asOf}: ${view.customers} customers weighed.`);
  print(`${view.offers} get an offer, which costs at most ${view.committed} of ${view.budget} ${currency}.`);
  print(`${view.control} are kept as the control group. Nobody has been given anything yet.`);
  await printRhythms(cli, view.planId);
  await printChoices(cli, view.planId);
  print(`\nApprove and issue it: npm run shuke -- issue ${view.planId}`);
}

async function printRhythms({ ctx, print }: Cli, planId: string): Promise<void> {
  const { rhythms } = granted(await getPlan(ctx, planId));
  const rows = rhythms.map((r) => [r.rhythm, r.treated, r.control, r.none]);
  print(`\n${table(['rhythm', 'offer', 'control', 'none'], rows)}`);
}

async function printChoices({ ctx, print }: Cli, planId: string): Promise<void> {
  const { items } = granted(await listChoices(ctx, planId, { arm: 'treated', limit: SHOWN }));
  const rows = items.map(({ hint, rhythm, templateId, names, facts, reason }) => [
    hint,
    rhythm,
    names.get(templateId ?? '') ?? null,
    Number(facts.gapDays ?? 0),
    Number(facts.sinceDays ?? 0),
    reason,
  ]);
  print(`\nThe first ${rows.length}, the most valuable first:`);
  print(table(['customer', 'rhythm', 'offer', 'own gap, days', 'since last, days', 'reason'], rows));
}

async function list({ ctx, print }: Cli, currency: string): Promise<void> {
  const { items } = await listPlans(ctx, { limit: 50 });
  if (items.length === 0)
    return print('There is no plan yet. Draft one: npm run shuke -- plan "Wake them" --budget 500');
  const rows = items.map((one) => {
    const view = planView(one, currency);
    return [view.planId, view.name, view.status, view.asOf, view.offers, view.control, view.committed];
  });
  print(table(['plan', 'name', 'status', 'as of', 'offers', 'control', 'at most'], rows));
}
