import { useTranslation } from 'react-i18next';
import type { Option } from './use-names.ts';

const KNOWN = ['import', 'till', 'console'] as const;

/** The sources that have a name of their own; others can be typed. */
export function useSourceOptions(): Option[] {
  const { t } = useTranslation();
  return KNOWN.map((value) => ({ value, label: t(`dashboards.sources.${value}`) }));
}
