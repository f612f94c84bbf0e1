import { InputNumber } from 'antd';

interface PercentInputProps {
  id?: string;
  /** Basis points: 2500 is 25 %. */
  value?: number | null;
  onChange?: (bps: number | null) => void;
  max?: number;
  placeholder?: string;
}

/** A field for a share, written in per cent and held in basis points. */
export function PercentInput({ value, onChange, max = 100, ...rest }: PercentInputProps) {
  return (
    <InputNumber<number>
      {...rest}
      min={0.01}
      max={max}
      precision={2}
      suffix="%"
      style={{ width: '100%' }}
      value={value === null || value === undefined ? null : value / 100}
      onChange={(percent) => onChange?.(percent === null ? null : Math.round(percent * 100))}
    />
  );
}
