import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';

const FORM = 'YYYY-MM-DD';
const asDate = (day: string | null | undefined) => (day ? dayjs(day, FORM) : null);

interface DayInputProps {
  id?: string;
  value?: string | null;
  onChange?: (day: string | null) => void;
  placeholder?: string;
  /** Where no label of a form names it. */
  label?: string;
}

/** A field for a business day, `YYYY-MM-DD`. */
export function DayInput({ value, onChange, label, ...rest }: DayInputProps) {
  return (
    <DatePicker
      {...rest}
      aria-label={label}
      style={{ width: '100%' }}
      value={asDate(value)}
      onChange={(date) => onChange?.(date ? date.format(FORM) : null)}
    />
  );
}

interface DayRangeProps {
  value: readonly [string, string] | null;
  onChange: (range: [string, string]) => void;
  label: string;
}

/** A field for a period of business days, both ends included. */
export function DayRange({ value, onChange, label }: DayRangeProps) {
  return (
    <DatePicker.RangePicker
      aria-label={label}
      allowClear={false}
      value={value ? [asDate(value[0]), asDate(value[1])] : null}
      onChange={(dates) => {
        if (dates?.[0] && dates[1]) onChange([dates[0].format(FORM), dates[1].format(FORM)]);
      }}
    />
  );
}
