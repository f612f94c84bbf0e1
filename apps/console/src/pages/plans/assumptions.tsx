import type { PlanDetail } from '@shuke/contract';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format.ts';

const THRESHOLDS = ['dueBps', 'lateBps', 'lapsedBps'] as const;
const SHARES = ['marginBps', 'redeemBps', 'fullDepthBps', 'reachBps'] as const;

/** On what the plan rests: every number that was assumed and not measured. */
export function Assumptions({ plan: { assumptions, rhythms } }: { plan: PlanDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const rows: [string, string][] = [
    ...THRESHOLDS.map((name): [string, string] => [
      t(`plans.assumption.${name}`),
      t('plans.gaps', { count: assumptions[name] / 10_000, shown: format.number(assumptions[name] / 10_000) }),
    ]),
    [
      t('plans.assumption.shortestGapDays'),
      t('app.days', { count: assumptions.shortestGapDays, shown: format.number(assumptions.shortestGapDays) }),
    ],
    ...SHARES.map((name): [string, string] => [t(`plans.assumption.${name}`), format.percent(assumptions[name])]),
  ];
  return (
    <>
      <Button size="small" type="link" onClick={() => setOpen(true)}>
        {t('plans.assumptions')}
      </Button>
      <Drawer open={isOpen} onClose={() => setOpen(false)} title={t('plans.assumptions')} size={460}>
        <p className="muted">{t('plans.assumptionsText')}</p>
        <table className="facts">
          <tbody>
            {rows.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <Priors priors={assumptions.priors} rhythms={rhythms} />
      </Drawer>
    </>
  );
}

interface PriorsProps {
  priors: PlanDetail['assumptions']['priors'];
  rhythms: PlanDetail['rhythms'];
}

function Priors({ priors, rhythms }: PriorsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className="facts">
      <thead>
        <tr>
          <th scope="col">{t('plans.rhythmTitle')}</th>
          <th scope="col">{t('plans.prior.baseBps')}</th>
          <th scope="col">{t('plans.prior.upliftBps')}</th>
          <th scope="col">{t('plans.prior.followOnVisits')}</th>
        </tr>
      </thead>
      <tbody>
        {rhythms.map(({ rhythm }) => (
          <tr key={rhythm}>
            <th scope="row">{t(`plans.rhythm.${rhythm}`)}</th>
            <td>{format.percent(priors[rhythm].baseBps)}</td>
            <td>+{format.percent(priors[rhythm].upliftBps)}</td>
            <td>{format.number(priors[rhythm].followOnVisits)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
