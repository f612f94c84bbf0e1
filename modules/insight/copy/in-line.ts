/** Does what it is given one after the other; what fails fails for who gave it, and holds nobody else up. */
export interface Line {
  add<T>(work: () => Promise<T>): Promise<T>;
  isBusy(): boolean;
}

export function inLine(): Line {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    add: (work) => {
      waiting += 1;
      const done = last.then(work);
      last = done.then(
        () => (waiting -= 1),
        () => (waiting -= 1),
      );
      return done;
    },
    isBusy: () => waiting > 0,
  };
}
