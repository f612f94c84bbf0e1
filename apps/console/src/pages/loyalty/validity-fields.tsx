import { Form, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { CountField, SwitchField } from '../../parts/form-fields.tsx';

type Path = (string | number)[];
const KINDS = ['never_ends', 'days', 'months'] as const;

interface ValidityFieldsProps {
  at: Path;
  /** Where `at` begins, where it is a row of a list. */
  within?: Path;
}

/** How long units can be spent. */
export function ValidityFields({ at, within = [] }: ValidityFieldsProps) {
  const { t } = useTranslation();
  const kind = Form.useWatch<(typeof KINDS)[number] | undefined>([...within, ...at, 'kind'], { preserve: true });
  return (
    <>
      <Form.Item name={[...at, 'kind']} label={t('loyalty.validity.title')}>
        <Segmented block options={KINDS.map((value) => ({ value, label: t(`loyalty.validity.${value}`) }))} />
      </Form.Item>
      {kind === 'days' ? (
        <CountField name={[...at, 'days']} label={t('loyalty.validity.number')} max={3660} needed />
      ) : null}
      {kind === 'months' ? (
        <div className="two-columns">
          <CountField name={[...at, 'months']} label={t('loyalty.validity.number')} max={240} needed />
          <SwitchField name={[...at, 'toMonthEnd']} label={t('loyalty.validity.toMonthEnd')} />
        </div>
      ) : null}
    </>
  );
}
