import { useTranslation } from 'react-i18next';

/** Names where an order came from: a kind of sale, a till's receipt or an import. */
export function useSourceName(): (source: string) => string {
  const { t } = useTranslation();
  return (source) =>
    source === 'till' || source === 'import'
      ? t(`orders.source.${source}`)
      : t(`promotions.source.${source as 'counter'}`, { defaultValue: source });
}
