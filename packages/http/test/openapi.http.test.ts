import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { refusals } from '@shuke/contract';
import { testServices } from '@shuke/testkit';
import { statusOf } from '../index.ts';
import { testApp } from './app.ts';
import { routes } from './routes.ts';

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: object;
}
interface Operation {
  summary?: string;
  security: Record<string, string[]>[];
  'x-access': string;
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Record<string, { schema?: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, unknown> };
}

const server = testApp(testServices(), routes);
let document: Document;
beforeAll(async () => {
  document = (await server.app.inject({ method: 'GET', url: '/openapi.json' })).json<Document>();
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation, name: `${method} ${path}` })),
  );

describe('the OpenAPI document', () => {
  test('is of version 3.1 and lists each route once, and only those', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(document.info).toMatchObject({ title: 'Shuke', version: '1' });
    const listed = operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    const declared = routes.map((route) => `${route.method} ${route.url.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(listed.toSorted()).toEqual(declared.toSorted());
  });

  test('holds only schemas that are valid JSON Schema of 2020-12', () => {
    const ajv = new Ajv2020({ strict: true, strictTypes: false });
    formats.default(ajv);
    const schemas = operations().flatMap(({ operation }) => [
      ...(operation.parameters ?? []).map((p) => p.schema),
      ...Object.values(operation.requestBody?.content ?? {}).map((c) => c.schema ?? {}),
      ...Object.values(operation.responses).flatMap((r) => Object.values(r.content ?? {}).map((c) => c.schema)),
    ]);
    expect(schemas.length).toBeGreaterThan(20);
    for (const schema of schemas) expect(() => ajv.compile(schema)).not.toThrow();
  });

  test('declares every part of an address as a required parameter', () => {
    for (const { path, operation, name } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const declared = (operation.parameters ?? []).filter((p) => p.in === 'path');
      expect(
        declared.map((p) => p.name),
        name,
      ).toEqual(inPath);
      expect(
        declared.every((p) => p.required),
        name,
      ).toBe(true);
    }
  });

  test('says of each route what it does, who may call it and by which of the declared means', () => {
    const schemes = Object.keys(document.components.securitySchemes);
    for (const { operation, name } of operations()) {
      expect(operation.summary, name).toBeTruthy();
      expect(operation['x-access'], name).toBeTruthy();
      const means = operation.security.flatMap((one) => Object.keys(one));
      const ofStaff = schemes.filter((scheme) => scheme !== 'guestToken');
      const ofGuests = ({ public: [], guest: ['guestToken'] } as Record<string, string[]>)[operation['x-access']];
      expect(means, name).toEqual(ofGuests ?? ofStaff);
    }
  });

  test('lists every refusal of a route by its code, under the status that it has', () => {
    for (const { operation, method, path, name } of operations()) {
      const route = routes.find(
        (r) => r.method === method.toUpperCase() && r.url.replaceAll(/:(\w+)/g, '{$1}') === path,
      );
      for (const code of [...(route?.refusals ?? []), 'invalid_request', 'internal_error', 'unavailable'] as const) {
        const response = operation.responses[String(statusOf(code))];
        const schema = response?.content?.['application/problem+json']?.schema;
        expect(schema, `${name} ${code}`).toMatchObject({
          properties: { code: { enum: expect.arrayContaining([code]) as string[] } },
        });
      }
      for (const response of Object.values(operation.responses)) expect(response.description, name).toBeTruthy();
    }
    expect(Object.keys(refusals)).toContain('invalid_request');
  });

  test('describes keys, uploads, downloads and empty answers as they are sent', () => {
    const of = (method: string, path: string) => document.paths[path]![method]!;
    const keys = of('post', '/v1/things').parameters?.filter((p) => p.in === 'header');
    expect(keys).toMatchObject([{ name: 'idempotency-key' }]);
    expect(of('post', '/v1/things').responses).toHaveProperty('201');
    expect(Object.keys(of('post', '/v1/files').requestBody?.content ?? {})).toEqual([
      'text/csv',
      'application/octet-stream',
    ]);
    expect(Object.keys(of('get', '/v1/files/report').responses['200']?.content ?? {})).toEqual(['text/csv']);
    expect(of('delete', '/v1/things/{thingId}').responses).toHaveProperty('204');
  });
});
