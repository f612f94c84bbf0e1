import { createHash } from 'node:crypto';

/** A fixed statement and its values. `name` makes it a prepared statement on the connection that runs it. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name: string;
}

/** A piece of SQL text that was written in the source, for the few places where a statement is assembled. */
export class Fragment {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Marks source text as SQL. Never pass it anything that a person or another system sent. */
export const raw = (text: string): Fragment => new Fragment(text);

const prepared = new WeakMap<TemplateStringsArray, { text: string; name: string }>();

/** Builds a statement: `${value}` becomes a bind parameter, a `raw()` fragment becomes text. */
export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Statement {
  if (values.some((v) => v instanceof Fragment)) return assembled(strings, values);
  let known = prepared.get(strings);
  if (!known) {
    const text = strings.reduce((all, part, i) => (i === 0 ? part : `${all}$${i}${part}`));
    known = { text, name: nameOf(text) };
    prepared.set(strings, known);
  }
  return { ...known, values };
}

function assembled(strings: TemplateStringsArray, values: readonly unknown[]): Statement {
  let text = strings[0]!;
  const bound: unknown[] = [];
  values.forEach((value, i) => {
    if (value instanceof Fragment) text += value.text;
    else {
      bound.push(value);
      text += `$${bound.length}`;
    }
    text += strings[i + 1]!;
  });
  return { text, values: bound, name: nameOf(text) };
}

const nameOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 24);
