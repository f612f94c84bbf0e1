import { InfoCircleOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { COLORS } from '../theme.ts';

/** A small button that opens the definition of what stands beside it. */
export function InfoTip({ about, text }: { about: string; text: string }) {
  const { t } = useTranslation();
  return (
    <Popover title={about} content={<div style={{ maxWidth: 340 }}>{text}</div>} trigger={['click']}>
      <Button
        type="text"
        size="small"
        aria-label={t('app.definitionOf', { what: about })}
        icon={<InfoCircleOutlined aria-hidden style={{ color: COLORS.faint }} />}
      />
    </Popover>
  );
}
