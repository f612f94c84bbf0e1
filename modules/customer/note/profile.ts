const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether YYYY-MM-DD or --MM-DD is a day that there is, and no day to come. */
export function isBirthday(text: string, today: string): boolean {
  const match = /^(\d{4}|-)-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [, year = '', month = '', day = ''] = match;
  const days = DAYS_IN_MONTH[Number(month) - 1];
  if (days === undefined || Number(day) < 1 || Number(day) > days) return false;
  if (year === '-') return true;
  const isLeap = new Date(Date.UTC(Number(year), 1, 29)).getUTCDate() === 29;
  return year >= '1900' && text <= today && (isLeap || `${month}-${day}` !== '02-29');
}
