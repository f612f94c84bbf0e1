import { refusals, type RefusalCode } from '@shuke/contract';
import { useTranslation } from 'react-i18next';

interface RefusalText {
  says: string;
  remedy: string;
}

/** The words of a refusal that an answer names by its code alone, in the person's language. */
export function useRefusalText(): (code: string | null) => RefusalText {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh';
  return (code) => {
    const entry = code !== null && code in refusals ? refusals[code as RefusalCode] : null;
    return entry
      ? { says: entry.says[language], remedy: entry.remedy[language] }
      : { says: t('app.unknownReason'), remedy: code ?? '' };
  };
}
