import type { createApp } from '@shuke/http';

/** The HTTP server under test. */
export type App = Awaited<ReturnType<typeof createApp>>;

/** The part of a JSON Schema that generators look at. */
export interface Shape {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
}

/** One route as the OpenAPI document describes it. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As in the document, `/v1/stores/{storeId}`. */
  readonly path: string;
  readonly params: Readonly<Record<string, Shape>>;
  readonly query: Readonly<Record<string, Shape>>;
  /** Null where there is no body. */
  readonly body: Shape | null;
  readonly contentTypes: readonly string[];
  readonly access: string;
}

interface Described {
  parameters?: { name: string; in: string; schema: Shape }[];
  requestBody?: { content: Record<string, { schema?: Shape }> };
  'x-access'?: string;
}

/** Every route of an app, from the document that it serves itself: what is tested is what is published. */
export async function operationsOf(app: App): Promise<Operation[]> {
  const answer = await app.inject({ method: 'GET', url: '/openapi.json' });
  const { paths } = answer.json<{ paths: Record<string, Record<string, Described>> }>();
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operation(path, method, described)),
  );
}

function operation(path: string, method: string, described: Described): Operation {
  const parameters = (place: string): Record<string, Shape> =>
    Object.fromEntries(
      (described.parameters ?? []).filter((p) => p.in === place).map(({ name, schema }) => [name, schema]),
    );
  const content = described.requestBody?.content ?? {};
  return {
    method: method.toUpperCase() as Operation['method'],
    path,
    params: parameters('path'),
    query: parameters('query'),
    body: Object.values(content)[0]?.schema ?? null,
    contentTypes: Object.keys(content),
    access: described['x-access'] ?? 'none',
  };
}
