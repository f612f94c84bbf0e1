/** Fields of a form by name, of which some are empty. */
export type Texts = Record<string, string | undefined>;

/** What was filled in: an empty field leaves what is there as it is. */
export const filled = (texts: Texts = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter((one): one is [string, string] => Boolean(one[1]?.trim())));
