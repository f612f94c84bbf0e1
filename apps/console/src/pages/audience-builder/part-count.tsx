import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format.ts';

/** How many people each part of the rule means by itself, by where it stands; nothing while that is not known. */
export type Parts = ReadonlyMap<string, number>;

export function PartCount({ parts, path }: { parts: Parts; path: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const people = parts.get(path);
  return (
    <span className="muted small rule-count">
      {people === undefined ? '' : t('audiences.people', { count: people, shown: format.number(people) })}
    </span>
  );
}
