/** What a command answers: a value, or a named refusal. Faults and bugs are thrown instead. */
export type Result<T, R extends Refusal = Refusal> = Ok<T> | Refused<R>;

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Refused<R extends Refusal = Refusal> {
  readonly ok: false;
  readonly refusal: R;
}

/** A refusal has a stable code from the registry in `contract`, and facts that help the caller pass next time. */
export interface Refusal<Code extends string = string> {
  readonly code: Code;
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
  /** What the caller needs whole to go on, such as the new quote, in its shape on the wire. Never stored or logged. */
  readonly detail?: object;
}

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

/** Refuses by name. `facts` hold ids and amounts only, never personal data: they are stored and logged. */
export function refuse<Code extends string>(code: Code, facts?: Refusal['facts']): Refused<Refusal<Code>> {
  return { ok: false, refusal: facts ? { code, facts } : { code } };
}
