import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** docs/openapi.json, as the server describes itself. Nothing where there is no server yet. */
export async function openApiDoc(root: string): Promise<Record<string, string>> {
  const file = join(root, 'apps/server/openapi.ts');
  if (!existsSync(file)) return {};
  const server = (await import(pathToFileURL(file).href)) as { openApiDocument(): Promise<object> };
  return { 'docs/openapi.json': stableJson(await server.openApiDocument()) };
}

/** JSON with the keys of every object sorted, so that the order of registration does not show. */
export function stableJson(value: unknown): string {
  return `${JSON.stringify(value, sortedKeys, 2)}\n`;
}

const sortedKeys = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
