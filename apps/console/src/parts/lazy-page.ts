import { lazy, type ComponentType } from 'react';

const AGAIN_AFTER_MS = 2_000;
const MOST = 5;

type Loaded = { default: ComponentType };

/** A page whose code is fetched when it is first shown. Code that a busy server did not give is asked for again: React would keep the failure. */
export const lazyPage = (load: () => Promise<Loaded>) => lazy(() => loadPatiently(load, MOST));

async function loadPatiently(load: () => Promise<Loaded>, left: number): Promise<Loaded> {
  try {
    return await load();
  } catch (error) {
    if (left === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    return loadPatiently(load, left - 1);
  }
}
