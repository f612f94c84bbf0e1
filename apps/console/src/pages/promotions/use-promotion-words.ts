import type { GoodsSelector, PromotionBenefit, PromotionRule } from '@shuke/contract';
import { useTranslation } from 'react-i18next';
import { useStores } from '../../api/touchpoints.ts';
import { useFormat } from '../../parts/format.ts';
import { nameIn, useNames } from '../audience-builder/use-names.ts';

export interface PromotionWords {
  /** What it takes off, in a clause. */
  readonly benefit: (rule: PromotionRule) => string;
  /** Under which conditions and limits, a clause each. */
  readonly conditions: (rule: PromotionRule) => string[];
}

/** Says a rule in the words of the shop. */
export function usePromotionWords(): PromotionWords {
  const benefitWords = useBenefitWords();
  const goodsWords = useGoodsWords();
  const conditionWords = useConditionWords();
  const limitWords = useLimitWords();
  return {
    benefit: ({ benefit, scope }) => {
      const goods = goodsWords(scope);
      return goods ? `${benefitWords(benefit)} (${goods})` : benefitWords(benefit);
    },
    conditions: (rule) => [...conditionWords(rule.conditions ?? {}), ...limitWords(rule)],
  };
}

function useBenefitWords(): (benefit: PromotionBenefit) => string {
  const { t } = useTranslation();
  const { money, percent } = useFormat();
  const plain = usePlainWords();
  return (benefit) => {
    const text = plain(benefit);
    const cap = 'cap' in benefit ? benefit.cap : undefined;
    if (benefit.kind === 'points' && benefit.maxShareBps) {
      return t('promotions.said.capped', { text, cap: percent(benefit.maxShareBps) });
    }
    return cap === undefined ? text : t('promotions.said.capped', { text, cap: money(cap) });
  };
}

function usePlainWords(): (benefit: PromotionBenefit) => string {
  const { t } = useTranslation();
  const { money, percent, number } = useFormat();
  const off = (bps: number) => (bps === 10_000 ? t('promotions.said.free') : percent(bps));
  const level = (of: 'line' | 'order') => t(`promotions.said.level.${of}`);
  return (one) => {
    switch (one.kind) {
      case 'percent':
        return t('promotions.said.percent', { off: percent(one.offBps), level: level(one.level) });
      case 'cash':
        return t('promotions.said.cash', { amount: money(one.amount), level: level(one.level) });
      case 'threshold':
        return t('promotions.said.threshold', { every: money(one.every), off: money(one.off) });
      case 'steps':
        return one.steps
          .map((step) => t('promotions.said.stepOf', { from: money(step.from), off: money(step.off) }))
          .join(t('app.listComma'));
      case 'unit_price':
        if ('price' in one.to) return t('promotions.said.price', { price: money(one.to.price) });
        if ('offBps' in one.to) return t('promotions.said.offBps', { off: percent(one.to.offBps) });
        return t('promotions.said.prices', { number: number(one.to.prices.length) });
      case 'nth_item':
        return t('promotions.said.nth_item', { nth: one.nth, off: percent(one.offBps) });
      case 'buy_get':
        return t('promotions.said.buy_get', { buy: one.buy, get: one.get, off: percent(one.offBps) });
      case 'bundle':
        return t('promotions.said.bundle', { number: one.parts.length, price: money(one.price) });
      case 'exchange':
        return t('promotions.said.exchange', { price: money(one.price) });
      case 'delivery':
        return t('promotions.said.delivery', { off: off(one.offBps) });
      case 'points':
        return t('promotions.said.points', { points: number(one.pointsPerStep), step: money(one.step) });
    }
  };
}

/** Which goods are meant; empty for all of them. */
function useGoodsWords(): (scope: GoodsSelector | undefined) => string {
  const { t } = useTranslation();
  const { products } = useNames();
  const list = (names: readonly string[]) => names.join(t('app.listComma'));
  return (scope = {}) => {
    const named = (skus: readonly string[] = []) => skus.map((sku) => nameIn(products, sku));
    const chosen = [...(scope.categories ?? []), ...named(scope.skus)];
    const except = [...(scope.exceptCategories ?? []), ...named(scope.exceptSkus)];
    const parts = [list(chosen), except.length > 0 ? t('promotions.said.except', { goods: list(except) }) : ''];
    return parts.filter((part) => part !== '').join(t('app.comma'));
  };
}

function useConditionWords(): (conditions: NonNullable<PromotionRule['conditions']>) => string[] {
  const { t } = useTranslation();
  const { instant, money, number } = useFormat();
  const { tiers } = useNames();
  const { data: stores = [] } = useStores();
  const list = (names: readonly string[]) => names.join(t('app.listComma'));
  const storeName = (code: string) => stores.find((one) => one.code === code)?.name ?? code;
  return (on) => {
    const sources = (on.sources ?? []).map((one) => t(`promotions.source.${one as 'counter'}`, one));
    const hasMore = on.customers || on.cards || on.of;
    const said = [
      on.startsAt && t('promotions.said.from', { at: instant(on.startsAt) }),
      on.endsAt && t('promotions.said.until', { at: instant(on.endsAt) }),
      list((on.stores ?? []).map(storeName)),
      list(sources),
      list((on.weekdays ?? []).map((day) => t(`rules.weekday.${day as 1}`))),
      list((on.windows ?? []).map(({ from, to }) => `${from}–${to}`)),
      on.member && t('promotions.member'),
      on.firstPurchase && t('promotions.firstPurchase'),
      list((on.tiers ?? []).map((tierId) => nameIn(tiers, tierId))),
      list(on.tags ?? []),
      on.minAmount && t('promotions.said.spend', { amount: money(on.minAmount) }),
      on.minQuantity && t('promotions.said.quantity', { number: number(on.minQuantity) }),
      hasMore && t('promotions.said.more'),
    ];
    return said.filter((one) => typeof one === 'string' && one !== '') as string[];
  };
}

function useLimitWords(): (rule: PromotionRule) => string[] {
  const { t, i18n } = useTranslation();
  return ({ caps = {}, exclusive }) => {
    const name = t(`promotions.periods.${caps.period ?? 'day'}`);
    const period = i18n.language === 'en' ? name.toLowerCase() : name;
    const said = [
      caps.perOrder && t('promotions.said.perOrder', { number: caps.perOrder }),
      caps.perCustomer && t('promotions.said.perCustomer', { number: caps.perCustomer }),
      caps.perPeriod && t('promotions.said.perPeriod', { number: caps.perPeriod, period }),
      exclusive && t('promotions.exclusive'),
    ];
    return said.filter((one) => typeof one === 'string');
  };
}
