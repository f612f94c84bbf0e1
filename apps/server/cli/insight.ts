import type { InsightConcentration, InsightOverview } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { concentration, overview } from '@shuke/insight';
import { chooseMerchant } from './choose-merchant.ts';
import { CommandFailed, day, granted, type Cli, type Command } from './command.ts';
import { printCopies, rebuildCopy } from './copies.ts';
import { table } from './table.ts';

const percent = (bps: number | null): string => (bps === null ? '–' : `${(bps / 100).toFixed(2)} %`);

/** `shuke insight`: the dashboards in a terminal, and how the columnar copy is. */
export const insight: Command = {
  usage: 'insight [status | rebuild] [--from DAY] [--to DAY]',
  says: 'the dashboards: sales, new customers, classes, the best 20 %; how the copies are; makes one anew',
  withoutMerchant: true,
  options: { from: { type: 'string' }, to: { type: 'string' } },
  async run(cli) {
    const [what = 'dashboards'] = cli.args;
    if (what === 'status') return printCopies(cli);
    const ctx = await chooseMerchant(cli.services, { ...insight, withoutMerchant: false }, cli.options);
    if (what === 'rebuild') return rebuildCopy(cli, ctx.actor.merchantId);
    if (what !== 'dashboards')
      throw new CommandFailed(`"${what}" is not status or rebuild.\nUsage: npm run shuke -- ${insight.usage}`);
    return printDashboards(cli, ctx);
  },
};

async function printDashboards({ options, print }: Cli, ctx: Ctx): Promise<void> {
  const asked = { from: day(options, 'from') ?? undefined, to: day(options, 'to') ?? undefined };
  const view = granted(await overview(ctx, asked));
  const best = granted(await concentration(ctx, asked));
  print(`${view.period.from} to ${view.period.to} (${view.period.days} days), as of ${view.freshness.asOf}`);
  print();
  printSales(print, view);
  for (const name of ['activity', 'loyalty', 'value'] as const) {
    print();
    print(classTable(name, view[name].classes));
  }
  print();
  printConcentration(print, best);
}

function printSales(print: Cli['print'], { transactions: sales, newCustomers7d, newShare }: InsightOverview): void {
  const before = sales.before;
  print(
    table(
      ['', 'period', 'before', 'change'],
      [
        ['orders', sales.orders, before.orders, percent(sales.ordersChangeBps)],
        ['sales', sales.payable, before.payable, percent(sales.payableChangeBps)],
        ['average ticket', sales.averageTicket, before.averageTicket, percent(sales.averageTicketChangeBps)],
        ['known guests', sales.guests, before.guests, percent(sales.guestsChangeBps)],
        ['orders of known guests', sales.knownOrders, before.knownOrders, ''],
        ['share of known guests', percent(sales.knownOrdersBps), '', ''],
        ['share of new guests', percent(newShare.shareBps), percent(newShare.before.shareBps), ''],
        [
          'new in the last 7 days',
          newCustomers7d.customers,
          newCustomers7d.customersBefore,
          percent(newCustomers7d.changeBps),
        ],
      ],
    ),
  );
}

interface ClassCount {
  class: string;
  customers: number;
  shareBps: number | null;
}

const classTable = (name: string, classes: readonly ClassCount[]): string =>
  table(
    [name, 'customers', 'share'],
    classes.map((one) => [one.class, one.customers, percent(one.shareBps)]),
  );

function printConcentration(print: Cli['print'], view: InsightConcentration): void {
  print(
    `The best 20 % (${view.bestCustomers} of ${view.customers} customers) bring ${percent(view.bestShareBps)} ` +
      `of ${view.spend}; ${view.anonymousPayable} more came from orders without a customer.`,
  );
}
