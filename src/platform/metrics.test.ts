import { expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'

test('what happened can be read as Prometheus text', async () => {
  const metrics = createMetrics()
  metrics.request({ method: 'GET', route: '/users/:id', status: 200, seconds: 0.004 })
  metrics.request({ method: 'BREW', route: '/users/:id', status: 405, seconds: 0.001 })
  metrics.signIn('approved')
  metrics.outboxAttempt('mail', 'sent')
  metrics.watchOutbox(async () => 7)
  metrics.watchPool(() => ({ total: 3, idle: 2, waiting: 0 }))
  const text = await metrics.text()
  for (const line of [
    'latchkey_http_requests_total{method="GET",route="/users/:id",status="200"} 1',
    'latchkey_http_requests_total{method="OTHER",route="/users/:id",status="405"} 1',
    'latchkey_http_request_duration_seconds_bucket{le="0.005",method="GET",route="/users/:id"} 1',
    'latchkey_sign_ins_total{result="approved"} 1',
    'latchkey_outbox_attempts_total{kind="mail",result="sent"} 1',
    'latchkey_outbox_waiting 7',
    'latchkey_database_connections{state="idle"} 2',
  ]) {
    expect(text).toContain(`${line}\n`)
  }
  expect(metrics.contentType).toMatch(/^text\/plain/)
})
