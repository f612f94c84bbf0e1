import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format.ts';
import {
  isGroup,
  type AudienceLeaf,
  type AudienceRule,
  type Ends,
  type LeafOf,
  type Purchase,
  type RuleWhen,
} from './rule.ts';
import { nameIn, useNames } from './use-names.ts';
import { useSourceOptions } from './use-source-options.ts';

/** Says a rule in the person's language: `Bought: noodles, last 30 days and (Activity: Lost or Value: Top)`. */
export function useRuleWords(): (rule: AudienceRule) => string {
  const { t } = useTranslation();
  const leafWords = useLeafWords();
  const words = (rule: AudienceRule, isInner: boolean): string => {
    if (!isGroup(rule)) return leafWords(rule);
    const parts = rule.of.map((part) => words(part, true));
    if (rule.match === 'none') return t('rules.noneOf', { parts: parts.join(t('rules.or')) });
    const said = parts.join(t(rule.match === 'all' ? 'rules.and' : 'rules.or'));
    return isInner && parts.length > 1 ? t('rules.inBrackets', { said }) : said;
  };
  return (rule) => words(rule, false);
}

function useLeafWords(): (leaf: AudienceLeaf) => string {
  const { t } = useTranslation();
  const details = useDetails();
  return (leaf) => {
    const said = details(leaf).filter((one) => one !== '');
    const name = t(`rules.kind.${leaf.is}`);
    return said.length === 0 ? name : t('rules.named', { name, said: said.join(t('app.listComma')) });
  };
}

/** What a condition asks for, one thing after the other. */
function useDetails(): (leaf: AudienceLeaf) => string[] {
  const { t } = useTranslation();
  const format = useFormat();
  const names = useNames();
  const { purchase, home, source, when, ends, outlook } = usePieces();
  const count = (value: number) => format.number(value);
  const days = (value: number) => t('app.days', { count: value, shown: format.number(value) });
  return (leaf) => {
    switch (leaf.is) {
      case 'bought':
        return [
          ...purchase(leaf),
          when(leaf.when),
          ends(leaf.orders, (value) => t('dashboards.ordersCount', { count: value, shown: count(value) })),
          ends(leaf.days, days),
          ends(leaf.units, (value) => t('rules.unitsCount', { count: value, shown: count(value) })),
          ends(leaf.amount, format.money),
        ];
      case 'first_bought':
      case 'last_bought':
        return [...purchase(leaf), ends(leaf.daysAgo, (value) => t('dashboards.daysAgo', { days: days(value) }))];
      case 'sequence': {
        const [first, afterwards] = [leaf.first, leaf.next].map((one) =>
          purchase(one)
            .filter((said) => said !== '')
            .join(t('app.listComma')),
        );
        const steps = { first: first || t('rules.anyProduct'), afterwards: afterwards || t('rules.anyProduct') };
        return [t('rules.sequenceWords', { ...steps, days: days(leaf.withinDays) }), when(leaf.when)];
      }
      case 'place':
        return home(leaf);
      case 'touchpoint':
        return [
          ...(leaf.touchpointIds ?? []).map((id) => nameIn(names.touchpoints, id)),
          ...(leaf.kinds ?? []).map((kind) => t(`touchpoints.kind.${kind}`)),
          ...(leaf.events ?? []).map((event) => t(`rules.happening.${event}`)),
          when(leaf.when),
        ];
      case 'profile':
        return [...(leaf.sources ?? []).map(source), when(leaf.created)];
      case 'stage':
        return leaf.stages.map((stage) => t(`rules.stage.${stage}`));
      case 'tier':
        return leaf.tiers.map((tier) => nameIn(names.tiers, tier));
      case 'consent':
        return [t(`rules.purpose.${leaf.purpose}`), t(`rules.channel.${leaf.channel}`)];
      case 'tag':
        return [
          t(`rules.dimension.${leaf.dimension}`),
          ...leaf.values,
          leaf.allergy ? t('rules.allergies.allergy') : '',
          leaf.surenessBps === undefined ? '' : t('rules.sureWords', { share: format.percent(leaf.surenessBps) }),
        ];
      case 'activity':
        return leaf.classes.map((one) => t(`dashboards.class.activity.${one}`));
      case 'loyalty':
        return leaf.classes.map((one) => t(`dashboards.class.loyalty.${one}`));
      case 'value':
        return leaf.classes.map((one) => t(`dashboards.class.value.${one}`));
      case 'outlook':
        return outlook(leaf);
      case 'share':
        return [`${format.percent(leaf.fromBps, 2)} – ${format.percent(leaf.toBps, 2)}`];
      case 'audience':
        return [nameIn(names.audiences, leaf.audienceId)];
    }
  };
}

/** What several conditions have: purchases, days and ranges. */
function usePieces() {
  const { t } = useTranslation();
  const format = useFormat();
  const names = useNames();
  const sources = useSourceOptions();
  const source = (name: string): string => nameIn(sources, name);
  const where = ({ storeIds = [], regionIds = [], brandIds = [] }: Purchase): string[] => [
    ...storeIds.map((id) => nameIn(names.stores, id)),
    ...regionIds.map((id) => nameIn(names.regions, id)),
    ...brandIds.map((id) => nameIn(names.brands, id)),
  ];
  const purchase = (asked: Purchase): string[] => [
    ...(asked.skus ?? []).map((sku) => nameIn(names.products, sku)),
    ...(asked.categories ?? []),
    ...(asked.productBrands ?? []),
    ...where(asked),
    ...(asked.sources ?? []).map(source),
    ...(asked.weekdays ?? []).map((day) => t(`rules.weekday.${String(day)}` as 'rules.weekday.1')),
    ...(asked.hours ?? []).map((hour) => `${hour}:00–${hour}:59`),
    asked.kept ? t('rules.keeps.kept') : '',
  ];
  const when = (span: RuleWhen | undefined): string => {
    if (span === undefined) return t('rules.when.ever');
    if ('lastDays' in span) {
      const { lastDays, skipDays = 0 } = span;
      const days = (count: number) => t('app.days', { count, shown: format.number(count) });
      const said = t('rules.lastDays', { days: days(lastDays) });
      return skipDays === 0 ? said : t('rules.skipped', { said, days: days(skipDays) });
    }
    const { from, to } = span;
    if (to === undefined) return t('rules.since', { day: format.day(from ?? null) });
    if (from === undefined) return t('rules.until', { day: format.day(to) });
    return t('dashboards.fromTo', { from: format.day(from), to: format.day(to) });
  };
  const ends = <T>({ least, most }: Ends<T> = {}, write: (value: T) => string): string =>
    [
      ...(least === undefined ? [] : [t('rules.leastWords', { shown: write(least) })]),
      ...(most === undefined ? [] : [t('rules.mostWords', { shown: write(most) })]),
    ].join(t('app.listComma'));
  const outlook = ({ withinDays, stillBps, visits, amount }: LeafOf<'outlook'>): string[] => [
    t('rules.nextDays', { days: t('app.days', { count: withinDays, shown: format.number(withinDays) }) }),
    ends(stillBps, (bps) => t('rules.stillWords', { share: format.percent(bps) })),
    ends(visits, (days) => t('rules.visitsCount', { count: days, shown: format.number(days) })),
    ends(amount, format.money),
  ];
  const home = ({ near, which, ...places }: LeafOf<'place'>): string[] => {
    const store = near && { store: nameIn(names.stores, near.storeId), metres: format.number(near.metres) };
    return [...where(places), store ? t('rules.nearWords', store) : '', t(`rules.which.${which}`)];
  };
  return { purchase, home, source, when, ends, outlook };
}
