import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { useSession } from '../api/session.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

const CLOCK = 'YYYY-MM-DD HH:mm';

interface InstantInputProps {
  id?: string;
  value?: string | null;
  onChange?: (instant: string | null) => void;
  placeholder?: string;
}

/** A field for an instant, shown and typed on the merchant's clock, wherever the browser is. */
export function InstantInput({ value, onChange, ...rest }: InstantInputProps) {
  const { data: session } = useSession();
  const zone = session?.merchant?.timeZone ?? 'UTC';
  return (
    <DatePicker
      {...rest}
      showTime={{ format: 'HH:mm' }}
      format={CLOCK}
      style={{ width: '100%' }}
      // The picker knows one clock, the browser's: it is given the digits of the merchant's clock.
      value={value ? dayjs(dayjs(value).tz(zone).format(CLOCK), CLOCK) : null}
      onChange={(date) => onChange?.(date ? dayjs.tz(date.format(CLOCK), zone).toISOString() : null)}
    />
  );
}
