import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { useActiveTemplates } from '../../api/coupons.ts';
import { Answer } from '../../parts/answer.tsx';
import { useTerms } from './terms.ts';

interface OfferPickerProps {
  id?: string;
  value?: string[];
  onChange?: (templateIds: string[]) => void;
  onAdd: () => void;
}

/** Chooses among the shop's coupon templates; one can be made on the way. */
export function OfferPicker({ id, value = [], onChange, onAdd }: OfferPickerProps) {
  const { t } = useTranslation();
  const terms = useTerms();
  const templates = useActiveTemplates();
  return (
    <Answer query={templates} height={64}>
      {(items) => (
        <div id={id} role="group" aria-label={t('plans.offersToWeigh')} style={{ display: 'grid', gap: 8 }}>
          {items.length === 0 ? <div className="muted">{t('plans.noTemplates')}</div> : null}
          <Checkbox.Group value={value} onChange={onChange} style={{ display: 'grid', gap: 8 }}>
            {items.map((template) => (
              <Checkbox key={template.templateId} value={template.templateId} className="offer-choice">
                <strong>{template.name}</strong>
                <div className="muted small">{terms(template)}</div>
              </Checkbox>
            ))}
          </Checkbox.Group>
          <Button icon={<PlusOutlined aria-hidden />} onClick={onAdd} type={items.length === 0 ? 'primary' : 'dashed'}>
            {t('plans.addTemplate')}
          </Button>
        </div>
      )}
    </Answer>
  );
}
