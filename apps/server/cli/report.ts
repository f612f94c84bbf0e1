import type { CampaignReport, Effect } from '@shuke/contract';
import { inRead } from '@shuke/db';
import { planReport, reportView } from '@shuke/decision';
import { merchantSettings } from '@shuke/merchant';
import { granted, neededPlan, type Cli, type Command } from './command.ts';
import { table } from './table.ts';

/** `shuke report`: what a plan brought, against the control group. */
export const report: Command = {
  usage: 'report PLAN',
  says: 'redemptions, discount, sales, and the control group against the treated',
  async run({ ctx, args, print }) {
    const { currency } = await inRead(ctx, merchantSettings);
    const view = reportView(granted(await planReport(ctx, neededPlan(args[0], report))), currency);
    print(`"${view.name}" as of ${view.asOf.slice(0, 16).replace('T', ' ')} UTC`);
    const rate = view.redemptionRate === null ? '–' : `${(view.redemptionRate * 100).toFixed(2)} %`;
    print(`given ${view.given}, redeemed ${view.redeemed} (${rate}), discount ${view.discount} ${currency},`);
    print(`sales on the receipts that redeemed ${view.sales} ${currency}, new members ${view.newMembers}\n`);
    printGroups(print, view);
    printEffect(print, 'sales', view.lift);
    printEffect(print, 'gross profit', view.profit);
    if (view.sampleRatio?.suspicious) {
      print(`Warning: the groups are not of the sizes that chance gives (p = ${view.sampleRatio.pValue}).`);
    }
  },
};

function printGroups(print: Cli['print'], { treated, control }: CampaignReport): void {
  const rows = Object.entries({ treated, control }).flatMap(([name, group]) =>
    group ? [[name, group.customers, group.buyers, group.sales, group.salesPerCustomer]] : [],
  );
  print(table(['group', 'customers', 'buyers', 'sales', 'a customer'], rows));
}

const VERDICTS = {
  proven_gain: 'proven gain',
  proven_loss: 'proven loss',
  not_proven_yet: 'not proven yet',
} as const;

const WHY_NOT: Readonly<Record<string, string>> = {
  sample_too_small: 'one of the groups is too small',
  sample_one_armed: 'one of the groups is empty',
};

function printEffect(print: Cli['print'], what: string, effect: Effect | null): void {
  if (!effect) return;
  const { perCustomer, low, high, verdict, why } = effect;
  const figure = low === null ? (WHY_NOT[why ?? ''] ?? String(why)) : `${perCustomer}, between ${low} and ${high}`;
  print(`Incremental ${what} a customer: ${figure}: ${VERDICTS[verdict]}.`);
}
