import { Form, InputNumber, Select, Switch } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MoneyInput } from './money-input.tsx';
import { PercentInput } from './percent-input.tsx';

type Path = string | number | (string | number)[];

export interface FieldProps {
  name: Path;
  label: string;
  /** Cannot be left empty. */
  needed?: boolean;
  placeholder?: string;
  extra?: ReactNode;
}

/** A field of a form with its label; where it is needed, it says so when it is empty. */
export function Field({ children, name, label, needed, extra }: FieldProps & { children: ReactElement }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={label}
      extra={extra}
      rules={needed ? [{ required: true, message: t('app.needValue') }] : []}
    >
      {children}
    </Form.Item>
  );
}

/** An amount of money. */
export const MoneyField = (props: FieldProps) => (
  <Field {...props}>
    <MoneyInput placeholder={props.placeholder} />
  </Field>
);

/** A share, held in basis points. */
export const PercentField = ({ max, ...props }: FieldProps & { max?: number }) => (
  <Field {...props}>
    <PercentInput max={max} placeholder={props.placeholder} />
  </Field>
);

interface CountFieldProps extends FieldProps {
  min?: number;
  max?: number;
  suffix?: string;
}

/** A whole number. */
export const CountField = ({ min = 1, max = 1_000_000, suffix, ...props }: CountFieldProps) => (
  <Field {...props}>
    <InputNumber
      min={min}
      max={max}
      precision={0}
      suffix={suffix}
      placeholder={props.placeholder}
      style={{ width: '100%' }}
    />
  </Field>
);

interface ChoiceFieldProps extends FieldProps {
  options: readonly { value: string | number; label: string }[];
  /** Several at once; `open` takes what is typed as well. */
  many?: boolean | 'open';
}

/** One of a list, or several. */
export const ChoiceField = ({ options, many, ...props }: ChoiceFieldProps) => (
  <Field {...props}>
    <Select
      mode={many === 'open' ? 'tags' : many ? 'multiple' : undefined}
      showSearch={{ optionFilterProp: 'label' }}
      options={[...options]}
      placeholder={props.placeholder}
    />
  </Field>
);

interface SwitchFieldProps extends Pick<FieldProps, 'name' | 'label' | 'extra'> {
  layout?: 'horizontal';
}

/** Yes or no. */
export const SwitchField = (props: SwitchFieldProps) => (
  <Form.Item {...props} valuePropName="checked">
    <Switch />
  </Form.Item>
);
