import { InputNumber, type InputNumberProps } from 'antd';
import { useFormat } from './format.ts';

/** A field for an amount of money, as a decimal string in the merchant's currency. */
export function MoneyInput(props: Omit<InputNumberProps<string>, 'stringMode' | 'precision' | 'prefix'>) {
  const { currency } = useFormat();
  return (
    <InputNumber<string>
      stringMode
      min="0"
      max="9999999999"
      precision={currency.digits}
      prefix={currency.sign}
      style={{ width: '100%' }}
      {...props}
    />
  );
}
