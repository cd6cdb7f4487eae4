import { openApiOf } from '#contract/openapi.ts'
import { operations } from '#contract/operations.ts'
import type { Door } from './create-app.ts'

/** The description of the API, for everyone: it holds nothing but what stands in the source. */
export const openapi: Door = (app) => {
  app.get('/api/v1/openapi.json', (c) => c.json(openApiOf(operations, c.var.tenancy.baseUrl)))
}
