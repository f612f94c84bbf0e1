import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from './language-switch.tsx';
import { Mark } from './mark.tsx';
import { StreetPicture } from './street-picture.tsx';

/** The frame of what comes before the console: the shop street on one side, what is asked on the other. */
export function Entry({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="entry">
      <div className="entry-picture wide-only">
        <Mark light size={40} />
        <div>
          <p className="entry-tagline">{t('app.tagline')}</p>
          <p className="entry-promise">{t('app.promise')}</p>
        </div>
        <StreetPicture />
      </div>
      <main className="entry-form">
        <div className="entry-top">
          <span className="narrow-only">
            <Mark size={36} />
          </span>
          <LanguageSwitch />
        </div>
        <div className="entry-box">
          <h1>{title}</h1>
          {children}
        </div>
      </main>
    </div>
  );
}
