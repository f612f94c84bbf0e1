/** How a figure is counted. The code is stable: whoever counts in another way gives it another code. */
export interface Definition {
  readonly code: string;
  readonly en: string;
  readonly zh: string;
}

export const define = (code: string, en: string, zh: string): Definition => ({ code, en, zh });
