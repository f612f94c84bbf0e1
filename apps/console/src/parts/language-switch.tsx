import { GlobalOutlined } from '@ant-design/icons';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { setLanguage, type Language } from '../i18n/index.ts';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <Segmented<Language>
      aria-label={t('app.language')}
      size="small"
      value={i18n.language as Language}
      onChange={(language) => void setLanguage(language)}
      options={[
        { value: 'zh-CN', label: '中文', icon: <GlobalOutlined aria-hidden /> },
        { value: 'en', label: 'English' },
      ]}
    />
  );
}
