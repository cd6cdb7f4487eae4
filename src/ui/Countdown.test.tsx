import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Countdown } from './Countdown.tsx'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

test('counts in sight, speaks at 30 and at 10 seconds only, and ends once', () => {
  const onEnd = vi.fn()
  render(<Countdown until={new Date(Date.now() + 120_000)} label="Expires in" onEnd={onEnd} />)
  const spoken = new Set<string | null>()
  const pass = (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      act(() => vi.advanceTimersByTime(1000))
      spoken.add(screen.getByRole('status').textContent)
    }
  }
  expect(screen.getByText('Expires in 2:00')).toBeDefined()
  pass(89)
  expect(screen.getByText('Expires in 0:31')).toBeDefined()
  expect([...spoken]).toEqual([''])
  pass(30)
  expect([...spoken]).toEqual(['', 'Expires in 30 seconds', 'Expires in 10 seconds'])
  expect(onEnd).not.toHaveBeenCalled()
  pass(5)
  expect(onEnd).toHaveBeenCalledOnce()
})
