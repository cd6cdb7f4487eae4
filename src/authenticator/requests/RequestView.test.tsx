import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import type { ChallengeClaims } from '#contract/device-messages.ts'
import type { DeviceId, RequestId } from '#contract/ids.ts'
import type { Enrolment } from '#phone/key-store.ts'
import { RequestView } from './RequestView.tsx'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const deviceId = '01910000-0000-7000-8000-000000000001' as DeviceId
const enrolment = {
  deviceId,
  iss: 'https://id.northwind.example',
  did: 'did:key:z6Mk',
  org: { name: 'Northwind', logo: null },
  user: { name: 'Amara', hint: 'am…@northwind.example' },
  credentialId: null,
} as Enrolment

function show(claims: Partial<ChallengeClaims> = {}, { canApprove = true, q = null as string | null } = {}) {
  const asked: ChallengeClaims = {
    v: 1,
    iss: enrolment.iss,
    aud: deviceId,
    rid: 'x'.repeat(22) as RequestId,
    user: 'amara@northwind.example',
    cid: null,
    app: 'Payroll',
    act: 'sign-in',
    ua: 'Chrome on macOS',
    loc: { ip: '203.0.113.7', city: 'Berlin', cc: 'DE' },
    new: { browser: false, place: true },
    how: 'number',
    digits: 2,
    uv: ['wa', 'pin'],
    nonce: 'n',
    iat: 0,
    exp: 0,
    ...claims,
  }
  const endsAt = new Date(Date.now() + 100_000)
  const challenge = { deviceId, claims: asked, jws: '', canApprove, endsAt }
  const nothing = () => {}
  render(
    <RequestView
      request={{ enrolment, challenge, q, isFlood: false }}
      onAnswering={nothing}
      onScan={nothing}
      onClose={nothing}
    />,
  )
}

const field = () => screen.getByRole<HTMLInputElement>('textbox')
const approve = () => screen.queryByRole('button', { name: 'Approve' })

test('nothing can be approved before the number is typed, and it is typed as the page shows it', async () => {
  show()
  screen.getByRole('heading', { name: 'Is this you signing in to Payroll?' })
  expect(approve()?.getAttribute('aria-disabled')).toBe('true')
  screen.getByText('Type both digits first')
  await userEvent.type(field(), '4')
  expect(approve()?.getAttribute('aria-disabled')).toBe('true')
  await userEvent.type(field(), '2')
  expect(approve()?.getAttribute('aria-disabled')).toBeNull()
})

test('a browser in another country than this phone is marked, beside a place that is new', () => {
  show({ far: true })
  screen.getByText('new place')
  screen.getByText('not the country of this phone')
})

test('six digits are asked for where the organisation wants six', async () => {
  show({ digits: 6 })
  await userEvent.type(field(), '12345')
  screen.getByText('Type all 6 digits first')
  await userEvent.type(field(), '6')
  expect(field().value).toBe('123456')
  expect(approve()?.getAttribute('aria-disabled')).toBeNull()
})

test('a new phone’s request says what it gives away, and takes the six digits of that phone alone', () => {
  show({ act: 'add-device', digits: 6 })
  screen.getByRole('heading', { name: 'Set up a new phone with your backup?' })
  screen.getByText('The new phone gets full access to your account')
  screen.getByLabelText('Type the six digits shown on the new phone')
  expect(screen.queryByRole('button', { name: 'Scan the QR code instead' })).toBeNull()
})

test.for([{ act: 'transfer-money' }, { how: 'nod' }])(
  'what this version does not know can be refused only: %o',
  (claims) => {
    show(claims, { canApprove: false })
    screen.getByText("This version of the app can't approve this")
    expect(approve()).toBeNull()
    expect(screen.queryByRole('textbox')).toBeNull()
    screen.getByRole('button', { name: 'Deny' })
    screen.getByRole('button', { name: "It's not me: deny and report" })
  },
)

test('a verification that the organisation does not accept here cannot approve', () => {
  show({ uv: ['wa'] })
  screen.getByText(/asks for another way to make sure it's you/)
  expect(approve()).toBeNull()
})

test('a number in a browser of this phone is looked for there', () => {
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(
    'Mozilla/5.0 (Linux; Android 16; Pixel 9) Chrome/142',
  )
  show({ ua: 'Chrome on Android' })
  screen.getByLabelText('Type the number shown in your browser')
  cleanup()
  show({ ua: 'Chrome on macOS' })
  screen.getByLabelText('Type the number shown on your computer')
})

test('a scanned code takes the number’s place', () => {
  show({}, { q: 'scanned' })
  screen.getByText('You scanned the code on the sign-in page. No number is needed.')
  expect(screen.queryByRole('textbox')).toBeNull()
  expect(approve()?.getAttribute('aria-disabled')).toBeNull()
})
