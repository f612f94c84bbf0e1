import type { CouponTemplateView } from '@shuke/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format.ts';

type Terms = Pick<
  CouponTemplateView,
  'kind' | 'amount' | 'percentBps' | 'itemSku' | 'price' | 'minSpend' | 'validDays' | 'validUntil'
>;

/** Says in one line what a coupon takes off, from which spend, and how long it is good. */
export function useTerms(): (template: Terms) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const off = ({ kind, amount, percentBps, itemSku, price }: Terms): string => {
    if (kind === 'percent')
      return t('templates.terms.percent', { percent: format.percent(percentBps), most: format.money(amount) });
    if (kind === 'item') return t('templates.terms.item', { item: itemSku, most: format.money(amount) });
    if (kind === 'exchange') return t('templates.terms.exchange', { item: itemSku, price: format.money(price ?? '0') });
    return t('templates.terms.cash', { amount: format.money(amount) });
  };
  const from = ({ minSpend }: Terms): string | null =>
    Number(minSpend) > 0 ? t('templates.terms.from', { amount: format.money(minSpend) }) : null;
  const validity = ({ validDays, validUntil }: Terms): string[] => [
    ...(validDays === null
      ? []
      : [t('templates.terms.days', { days: t('app.days', { count: validDays, shown: format.number(validDays) }) })]),
    ...(validUntil === null ? [] : [t('templates.terms.until', { instant: format.instant(validUntil) })]),
  ];
  return (template) => [off(template), from(template), ...validity(template)].filter(Boolean).join(t('app.comma'));
}
