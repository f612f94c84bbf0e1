import { AutoComplete, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { SwitchField } from '../../parts/form-fields.tsx';
import { ISO_PATTERN } from './mapping-fields.ts';
import { markName } from './statement-panel.tsx';

const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'];
const DELIMITERS = [',', ';', '\t', '|'];
const DECIMALS = ['.', ','];
const THOUSANDS = ['', ',', '.', ' ', "'"];
const DATE_FORMATS = [
  'YYYY-MM-DD HH:mm:ss',
  'YYYY/MM/DD HH:mm',
  'DD/MM/YYYY HH:mm',
  'MM/DD/YYYY HH:mm',
  'DD.MM.YYYY HH:mm',
  ISO_PATTERN,
  'unix',
  'unix_ms',
];
const SCOPES = ['merchant', 'store', 'store_day'] as const;
const KINDS = ['phone', 'card_token', 'member_no', 'payment_token', 'email'] as const;

/** How the file writes its times, amounts and customers. */
export function FormFields({ isDateOpen, isMarkOpen }: { isDateOpen: boolean; isMarkOpen: boolean }) {
  const { t } = useTranslation();
  const stated = (isOpen: boolean) => (isOpen ? [{ required: true, message: t('imports.state') }] : []);
  const marks = (values: readonly string[]) => values.map((value) => ({ value, label: markName(value, t) }));
  const zones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }));
  return (
    <>
      <div className="two-columns">
        <Form.Item name="timeZone" label={t('imports.timeZone')}>
          <Select showSearch options={zones} />
        </Form.Item>
        <Form.Item
          name="dateFormat"
          label={t('imports.dateFormat')}
          extra={t('imports.dateFormatText')}
          rules={stated(isDateOpen)}
        >
          <AutoComplete options={DATE_FORMATS.map((value) => ({ value }))} maxLength={64} />
        </Form.Item>
        <Form.Item name="decimalMark" label={t('imports.decimalMark')} rules={stated(isMarkOpen)}>
          <Select options={marks(DECIMALS)} />
        </Form.Item>
        <Form.Item name="thousandsMark" label={t('imports.thousandsMark')}>
          <Select options={marks(THOUSANDS)} />
        </Form.Item>
        <Form.Item name="delimiter" label={t('imports.delimiter')}>
          <Select options={marks(DELIMITERS)} />
        </Form.Item>
        <Form.Item name="encoding" label={t('imports.encoding')}>
          <Select options={ENCODINGS.map((value) => ({ value, label: value.toUpperCase() }))} />
        </Form.Item>
        <Form.Item name="customerKind" label={t('imports.customerKind')}>
          <Select options={KINDS.map((value) => ({ value, label: t(`imports.kinds.${value}`) }))} />
        </Form.Item>
        <Form.Item name="orderRefScope" label={t('imports.orderRefScope')}>
          <Select options={SCOPES.map((value) => ({ value, label: t(`imports.scopes.${value}`) }))} />
        </Form.Item>
        <Form.Item name="storeCode" label={t('imports.storeCode')} extra={t('imports.storeCodeText')}>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item name="storeName" label={t('imports.storeName')}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <SwitchField name="header" label={t('imports.header')} layout="horizontal" />
      <SwitchField name="roundAmounts" label={t('imports.roundAmounts')} layout="horizontal" />
    </>
  );
}
