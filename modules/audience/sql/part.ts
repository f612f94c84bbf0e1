import { sql, type Statement } from '@shuke/db';

/** A piece of a statement with the values that it binds. There is one text more than there are values. */
export interface Part {
  readonly texts: readonly string[];
  readonly values: readonly unknown[];
}

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && 'texts' in value;

/** Builds a piece: a piece in it becomes part of its text, everything else is bound. */
export function part(strings: TemplateStringsArray, ...values: readonly unknown[]): Part {
  const texts = [strings[0]!];
  const bound: unknown[] = [];
  const append = (text: string): void => void (texts[texts.length - 1] += text);
  values.forEach((value, i) => {
    if (isPart(value)) {
      append(value.texts[0]!);
      texts.push(...value.texts.slice(1));
      bound.push(...value.values);
    } else {
      bound.push(value);
      texts.push('');
    }
    append(strings[i + 1]!);
  });
  return { texts, values: bound };
}

export const NOTHING: Part = { texts: [''], values: [] };

/** Text that stands in the source, never anything that was sent. */
export const words = (text: string): Part => ({ texts: [text], values: [] });

export const joined = (parts: readonly Part[], between: string): Part =>
  parts.reduce((all, one, i) => (i === 0 ? one : part`${all}${words(between)}${one}`), NOTHING);

// One text a shape of rule, so that the statements that a connection keeps prepared are few.
export const statementOf = ({ texts, values }: Part): Statement =>
  sql(texts as unknown as TemplateStringsArray, ...values);

/** What cannot stand in a text that a rule names: both engines split a list by it, so that a list is one value. */
const SEPARATOR = '\u001f';

type ListType = 'text' | 'uuid' | 'integer';

/** The column is one of the values. */
export const isOneOf = (column: Part, values: readonly (string | number)[], type: ListType): Part =>
  part`${column} in (select cast(v.one as ${words(type)})
                        from (select unnest(string_to_array(${values.join(SEPARATOR)}, ${SEPARATOR})) as one) as v)`;
