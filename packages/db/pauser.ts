/** A sleep that can be cut short: for loops that are told to stop while they wait. */
export function pauser(): { sleep(ms: number): Promise<void>; wake(): void } {
  let wake = (): void => {};
  return {
    sleep: async (ms) => {
      if (ms <= 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => (clearTimeout(timer), resolve());
      });
    },
    wake: () => wake(),
  };
}
