const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0);

/** What a form holds without the fields that were left empty, on every level and switches that are off: an empty list asks for nothing. */
export function withoutEmpty(value: object): Record<string, unknown> {
  const entries = Object.entries(value).map(([field, one]) => [field, within(one)] as const);
  return Object.fromEntries(entries.filter(([, one]) => !isEmpty(one)));
}

function within(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(within);
  return typeof value === 'object' && value !== null ? withoutEmpty(value) : value;
}
