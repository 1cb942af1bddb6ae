import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { OPERATION_NAMES, OPERATIONS } from '../../station/issuer/protocol/operations.ts';
import { KeyReused } from './actBook.ts';
import type { IssuerHost } from './host.ts';

const failure = z.strictObject({ error: z.string() });

const json = (schema: z.ZodType, description: string): { description: string; content: { 'application/json': { schema: z.ZodType } } } => ({
  description,
  content: { 'application/json': { schema } },
});

/**
 * The host over HTTP: `POST /v1/<operation>`, and its own description at `/openapi.json`.
 * @param onDefect told of whatever nobody expected; the sender gets a 500 and nothing has changed.
 */
export function createIssuerServer(host: IssuerHost, onDefect: (cause: Error) => void): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result, context) => {
      if (!result.success) return context.json({ error: z.prettifyError(result.error) }, 400);
      return undefined;
    },
  });
  for (const name of OPERATION_NAMES) {
    const { says, request, answer } = OPERATIONS[name];
    const route = createRoute({
      method: 'post',
      path: `/v1/${name}`,
      summary: says,
      request: { body: { required: true, ...json(request, 'The request') } },
      responses: {
        200: json(answer, 'The answer'),
        400: json(failure, 'The request has not the form described'),
        409: json(failure, 'The key stands for another request'),
      },
    });
    // The route has checked the body by this very operation's schema; the type is lost in the loop.
    app.openapi(route, (context) => context.json(host.handle(name, context.req.valid('json') as never), 200));
  }
  app.onError((cause, context) => {
    if (cause instanceof KeyReused) return context.json({ error: cause.message }, 409);
    // What is not JSON, or does not say so, never reaches a schema.
    if (cause instanceof HTTPException && cause.status < 500) return context.json({ error: cause.message }, cause.status);
    // A refusal of SQLite, say: the transaction is undone, the machine will ask again.
    onDefect(cause);
    return context.json({ error: 'the request could not be carried out' }, 500);
  });
  app.notFound((context) => context.json({ error: 'no such operation' }, 404));
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Issuer of stored-value cards',
      version: '1',
      description: 'What an add-value machine asks of the issuer. Amounts are whole NT$. Every act is held until an advice or a reversal.',
    },
  });
  return app;
}
