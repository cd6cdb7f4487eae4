import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import type { DeviceId } from '#contract/ids.ts'
import type { Enrolment } from '#phone/key-store.ts'
import type { Overview } from '#phone/overview.ts'
import { PhonesCard } from '../accounts/PhonesCard.tsx'
import { ActivityList, activitiesOf } from './ActivityList.tsx'

afterEach(cleanup)

const at = (deviceId: string, name: string) =>
  ({ deviceId: deviceId as DeviceId, org: { name, logo: null } }) as Enrolment
const request = (app: string, state: string, when: number, why: string | null = null) => ({
  app,
  browser: 'Chrome on macOS',
  place: null,
  state,
  why,
  at: when,
})
const overview = (requests: Overview['requests']): Overview => ({ devices: [], requests })

test('what was asked stands newest first, over all organisations, with what became of it', () => {
  const enrolments = [at('a', 'Northwind'), at('b', 'Contoso')]
  const items = activitiesOf(enrolments, {
    a: overview([request('Payroll', 'redeemed', 300), request('Wiki', 'denied', 100, 'wrong-number')]),
    b: overview([request('Mail', 'a state of tomorrow', 200)]),
  })
  render(<ActivityList items={items} named />)
  const rows = screen.getAllByRole('listitem').map((row) => row.textContent)
  expect(rows).toEqual([
    expect.stringMatching(/^Payroll at Northwind.*Approved$/),
    expect.stringMatching(/^Mail at Contoso.*Over$/),
    expect.stringMatching(/^Wiki at Northwind.*Wrong number$/),
  ])
})

test('other phones are named, with which of them rings and which was replaced', () => {
  const phone = { model: null, current: false, push_target: false, last_active: 100, replaced_at: null }
  render(
    <PhonesCard
      overview={{
        devices: [
          { ...phone, name: 'This one', current: true },
          { ...phone, name: 'Pixel 9', push_target: true },
          { ...phone, name: 'Old phone', model: 'iPhone', replaced_at: 500 },
        ],
        requests: [],
      }}
    />,
  )
  const [first, second, ...more] = screen.getAllByRole('listitem')
  expect(more).toEqual([])
  within(first as HTMLElement).getByText('Pixel 9')
  within(first as HTMLElement).getByText('Gets the alerts')
  within(second as HTMLElement).getByText('Replaced?')
  expect(second?.textContent).toContain('iPhone · Last active')
})
