/** A sleep that can be cut short: for loops that are told to stop while they wait. */
export function pauser(): { sleep(ms: number): Promise<void>; wake(): void } {
  let wake = (): void => {};
  return {
    sleep: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => (clearTimeout(timer), resolve());
      }),
    wake: () => wake(),
  };
}
