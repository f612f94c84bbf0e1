import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const REGISTRY = 'packages/contract/events.ts';

/** As much of a JSON schema as payloads use. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly description?: string;
}

interface RegisteredEvent {
  readonly says: string;
  readonly payload: Schema;
}

/** docs/events.md: what an integrator can follow. Nothing where there is no registry yet. */
export async function eventsDoc(root: string): Promise<Record<string, string>> {
  const file = join(root, REGISTRY);
  if (!existsSync(file)) return {};
  const { events } = (await import(pathToFileURL(file).href)) as { events: Record<string, RegisteredEvent> };
  return { 'docs/events.md': eventsPage(events) };
}

/** Renders a registry of events; sorted by name, so that the order of the source does not show. */
export function eventsPage(events: Readonly<Record<string, RegisteredEvent>>): string {
  const sorted = Object.entries(events).sort(([a], [b]) => (a < b ? -1 : 1));
  return `# Events

Written by \`npm run tidy\` from \`${REGISTRY}\`; do not edit. Each event commits with the change that it tells of and
is read by position. Payloads hold ids, codes and amounts, never personal data.
${sorted.map(([name, event]) => section(name, event)).join('')}`;
}

function section(name: string, { says, payload }: RegisteredEvent): string {
  const fields = Object.entries(payload.properties ?? {});
  const described = fields.some(([, schema]) => schema.description !== undefined);
  const row = (cells: readonly string[]): string => `| ${(described ? cells : cells.slice(0, 2)).join(' | ')} |`;
  const rows = fields.map(([field, schema]) => {
    const optional = payload.required?.includes(field) ? '' : ', optional';
    return row([`\`${field}\``, shapeOf(schema) + optional, schema.description ?? '']);
  });
  const table = ['', row(['field', 'type', 'meaning']), row(['---', '---', '---']), ...rows, ''].join('\n');
  return `\n## ${name}\n\n${says}\n${fields.length === 0 ? '' : table}`;
}

function shapeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  if (schema.anyOf) return schema.anyOf.map(shapeOf).join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? shapeOf(schema.items) : 'anything'}`;
  if (schema.type === 'object' && schema.properties) {
    const fields = Object.entries(schema.properties).map(([name, inner]) => `${name}: ${shapeOf(inner)}`);
    return `{ ${fields.join(', ')} }`;
  }
  const type = [schema.type ?? 'anything'].flat().join(' or ');
  return schema.format === undefined ? type : `${type} (${schema.format})`;
}
