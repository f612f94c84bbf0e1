import { fit, fitSpend, summarise, type Fit } from '@shuke/models/customer-base';
import {
  CDNOW_CALIBRATED_UNTIL,
  findCdnowMaster,
  findCdnowSample,
  outsideSample,
  type Cdnow,
} from '@shuke/testkit/data/cdnow';
import { assert } from '@shuke/kernel';
import { isQuick, printFigures, printHead, rounded, thousands } from './lib/report.ts';
import { judgeHoldout, type Holdout } from './models-clv/holdout.ts';
import { growPopulation, TRUTH, WEEKS } from './models-clv/population.ts';
import { timeModel, type Speed } from './models-clv/speed.ts';

// Three things of the models of a customer base. Do they find the published digits on CDNOW? How long do 1,000,000 customers
// take, seeded, on one thread, from columns to parameters and from parameters to scores? And how far off is the forecast
// of the 39 weeks that nobody has looked at, beside the models alone, on the sample and on all customers outside it?
//
// Protocol of the forecast: everything that it chooses, it chooses by rolling origins within the 39 weeks of calibration
// (packages/models/customer-base/forecast.ts); it is given no purchase after them. The holdout is counted once.

const CUSTOMERS = 1_000_000;
const ROUNDS = isQuick() ? 3 : 9;
const REFERENCE = {
  ll: -9582.1357,
  ll_bg: -9582.4292,
  ll_pareto: -9594.9762,
  ll_spend: -4055.9177,
  params: '0.524843 6.183086 0.891359 1.614002',
  holdout_error_pct: -12.15,
  mae: 0.7855,
};

function printFit(name: string, { parameters, names, logLikelihood }: Fit, reference: number): string {
  const written = [...parameters].map((value) => value.toFixed(6)).join(' ');
  console.log(
    `  ${name.padEnd(12)} ${names.join(' ')} = ${written}, LL ${logLikelihood.toFixed(4)} (published ${reference})`,
  );
  return written;
}

function printHoldout(title: string, { customers, came, models, forecast, noisePct, candidates }: Holdout): void {
  console.log(`\n  ${title}: ${thousands(customers)} customers, ${thousands(came)} purchases in the holdout`);
  console.log('    chosen within calibration, by the mean deviance of five rolling origins:');
  for (const { model, correction, deviance, bias, error } of candidates) {
    const [mean, size] = [bias, error].map((share) => `${(100 * share).toFixed(1)} %`);
    console.log(
      `      ${`${model} × ${correction}`.padEnd(20)} deviance ${deviance.toFixed(4)}, total ${mean}, by size ${size}`,
    );
  }
  console.log('    the holdout:');
  for (const { name, expected, errorPct, mae } of [...models, forecast]) {
    const off = `${errorPct > 0 ? '+' : ''}${errorPct.toFixed(2)} %`;
    console.log(`      ${name.padEnd(20)} ${thousands(expected).padStart(7)} expected, ${off}, MAE ${mae.toFixed(4)}`);
  }
  console.log(`      of which ± ${noisePct.toFixed(1)} % is who happened to be in it (95 %)`);
}

function printSpeed(name: string, { fitSeconds, scoreSeconds, fit: found }: Speed): void {
  const parameters = [...found.parameters].map((value) => rounded(value, 4)).join(' ');
  const rows = thousands(found.distinctRows);
  console.log(
    `  ${name.padEnd(12)} fit ${fitSeconds.toFixed(2)} s, scores ${scoreSeconds.toFixed(2)} s; ${rows} distinct rows; found ${parameters}`,
  );
}

function valueOf<T>(result: { ok: true; value: T } | { ok: false }): T {
  assert(result.ok, 'the data set has no fault');
  return result.value;
}

type Figures = Record<string, number | string>;

function measureSpeed(): Figures {
  const population = growPopulation(CUSTOMERS, 20_261_127);
  const speed = timeModel(population, 'mbg/nbd', ROUNDS);
  printSpeed('mbg/nbd', speed);
  printSpeed('bg/nbd', timeModel(population, 'bg/nbd', 1));
  return {
    fit_1m_s: rounded(speed.fitSeconds, 3),
    fit_1m_s_limit: 3,
    score_1m_s: rounded(speed.scoreSeconds, 3),
    score_1m_s_limit: 1,
  };
}

function findDigits({ customers, days, cents }: Cdnow): Figures {
  const spend = Float64Array.from(cents, (one) => one / 100);
  const summary = valueOf(summarise({ customers, days, spend }, { until: CDNOW_CALIBRATED_UNTIL, daysPerUnit: 7 }));
  console.log('');
  const found = valueOf(fit(summary));
  const bg = valueOf(fit(summary, { model: 'bg/nbd' }));
  const pareto = valueOf(fit(summary, { model: 'pareto/nbd' }));
  const params = printFit('mbg/nbd', found, REFERENCE.ll);
  printFit('bg/nbd', bg, REFERENCE.ll_bg);
  printFit('pareto/nbd', pareto, REFERENCE.ll_pareto);
  const spending = valueOf(fitSpend(summary));
  console.log(
    `  ${'Gamma-Gamma'.padEnd(12)} LL ${spending.logLikelihood.toFixed(4)} (published ${REFERENCE.ll_spend})`,
  );
  return {
    ll: rounded(found.logLikelihood, 8),
    ll_reference: REFERENCE.ll,
    params,
    params_reference: REFERENCE.params,
    ll_bg: rounded(bg.logLikelihood, 8),
    ll_bg_reference: REFERENCE.ll_bg,
    ll_pareto: rounded(pareto.logLikelihood, 8),
    ll_pareto_reference: REFERENCE.ll_pareto,
    ll_spend: rounded(spending.logLikelihood, 8),
    ll_spend_reference: REFERENCE.ll_spend,
  };
}

function judgeForecasts(sample: Cdnow, master: Cdnow): Figures {
  const inside = judgeHoldout(sample);
  printHoldout('the sample', inside);
  const outside = judgeHoldout(outsideSample(master, sample));
  printHoldout('outside it', outside);
  return {
    holdout_error_pct: rounded(inside.forecast.errorPct, 3),
    holdout_error_pct_reference: REFERENCE.holdout_error_pct,
    holdout_noise_pct: rounded(inside.noisePct, 2),
    mae: rounded(inside.forecast.mae, 4),
    mae_reference: REFERENCE.mae,
    outside_error_pct: rounded(outside.forecast.errorPct, 3),
    outside_error_pct_bg: rounded(outside.models[0]!.errorPct, 3),
    outside_mae: rounded(outside.forecast.mae, 4),
  };
}

function main(): void {
  printHead('Models of a customer base', {
    'CDNOW sample': '2,357 customers, 6,919 rows',
    'CDNOW outside it': '21,213 customers',
    simulated: `${thousands(CUSTOMERS)} customers over ${WEEKS} weeks by the day, ${Object.values(TRUTH).join(' ')}`,
    rounds: ROUNDS,
  });
  const speed = measureSpeed();
  const sample = findCdnowSample();
  const master = findCdnowMaster();
  if (!sample || !master) {
    console.log('\n  CDNOW is skipped: ../shared/data is absent');
    printFigures(speed);
    return;
  }
  printFigures({ ...findDigits(sample), ...speed, ...judgeForecasts(sample, master) });
}

main();
