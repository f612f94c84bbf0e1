import { useTranslation } from 'react-i18next';
import { useInsight, type Question } from '../../api/insight.ts';
import { Answer } from '../../parts/answer.tsx';
import { BarList } from '../../parts/bar-list.tsx';
import { Delta } from '../../parts/delta.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { SERIES } from '../../theme.ts';
import { useDefinition } from './definition.ts';
import { HoursChart } from './hours-chart.tsx';

/** Where the sales come from: hours, sources, stores, products. */
export function SalesPanels({ question }: { question: Question }) {
  return (
    <div className="grid">
      <Hours question={question} />
      <Sources question={question} />
      <Products question={question} />
      <Stores question={question} />
    </div>
  );
}

function Hours({ question }: { question: Question }) {
  const { t } = useTranslation();
  const define = useDefinition();
  const hours = useInsight('hours', question);
  return (
    <Panel
      className="span-8"
      title={t('dashboards.byHour')}
      info={hours.data ? define(hours.data.definition) : undefined}
    >
      <Answer query={hours}>{(data) => <HoursChart hours={data.hours} />}</Answer>
    </Panel>
  );
}

const KNOWN_SOURCES = ['import', 'till', 'console'] as const;

function Sources({ question }: { question: Question }) {
  const { t } = useTranslation();
  const format = useFormat();
  const define = useDefinition();
  const sources = useInsight('sources', question);
  const nameOf = (source: string): string => {
    const known = KNOWN_SOURCES.find((one) => one === source);
    return known ? t(`dashboards.sources.${known}`) : source;
  };
  return (
    <Panel
      className="span-4"
      title={t('dashboards.bySource')}
      info={sources.data ? define(sources.data.definition) : undefined}
    >
      <Answer query={sources}>
        {(data) => (
          <BarList
            label={t('dashboards.bySource')}
            rows={data.sources.map((one) => ({
              key: one.source,
              name: nameOf(one.source),
              note: t('dashboards.ordersCount', { count: one.orders, shown: format.number(one.orders) }),
              length: (one.payableBps ?? 0) / 10_000,
              value: format.roundMoney(one.payable),
              extra: <Delta bps={one.payableChangeBps} />,
              color: SERIES[3],
            }))}
          />
        )}
      </Answer>
    </Panel>
  );
}

function Products({ question }: { question: Question }) {
  const { t } = useTranslation();
  const format = useFormat();
  const define = useDefinition();
  const products = useInsight('products', question);
  return (
    <Panel
      className="span-8"
      title={t('dashboards.topProducts')}
      info={products.data ? define(products.data.definition) : undefined}
    >
      <Answer query={products}>
        {(data) => {
          const most = Math.max(1, ...data.products.map(({ amount }) => Number(amount)));
          return (
            <BarList
              split
              label={t('dashboards.topProducts')}
              rows={data.products.map((one) => ({
                key: one.productId,
                name: one.name ?? one.sku ?? '–',
                note: one.category,
                length: Number(one.amount) / most,
                value: format.roundMoney(one.amount),
                extra: <Delta bps={one.amountChangeBps} />,
                color: SERIES[2],
              }))}
            />
          );
        }}
      </Answer>
    </Panel>
  );
}

function Stores({ question }: { question: Question }) {
  const { t } = useTranslation();
  const format = useFormat();
  const define = useDefinition();
  const stores = useInsight('stores', question);
  return (
    <Panel
      className="span-4"
      title={t('dashboards.byStore')}
      info={stores.data ? define(stores.data.definition) : undefined}
    >
      <Answer query={stores}>
        {(data) => (
          <BarList
            label={t('dashboards.byStore')}
            rows={data.stores.slice(0, 10).map((one) => ({
              key: one.storeId,
              name: one.name ?? one.code ?? '–',
              note: t('dashboards.guestsCount', { count: one.guests, shown: format.number(one.guests) }),
              length: (one.payableBps ?? 0) / 10_000,
              value: format.roundMoney(one.payable),
              extra: <Delta bps={one.payableChangeBps} />,
              color: SERIES[4],
            }))}
          />
        )}
      </Answer>
    </Panel>
  );
}
