import type { parseArgs } from 'node:util'
import type { DeviceDescription } from '#contract/device-messages.ts'
import type { Phone } from '#phone/phone.ts'

/** What the simulated phone is run with: the process's own, or a test's. */
export interface PhoneIo {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Asks the person; without it the terminal is asked. */
  readonly ask?: (question: string) => Promise<string>
  /** In place of the network's own. */
  readonly fetch?: Phone['fetch']
  /** Ends `watch`. */
  readonly signal?: AbortSignal
}

export const phoneOptions = {
  file: { type: 'string' },
  pin: { type: 'string' },
  name: { type: 'string' },
  at: { type: 'string' },
  separate: { type: 'boolean' },
  number: { type: 'string' },
  scan: { type: 'string' },
  deny: { type: 'boolean' },
  report: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof phoneOptions; allowPositionals: true }>>['values']

/** One run of the command: the phone, and how its person is asked. */
export interface Run {
  readonly io: PhoneIo
  readonly phone: Phone
  readonly values: Values
  readonly ask: (question: string) => Promise<string>
}

export const describeSelf = (name = 'Simulated phone'): DeviceDescription => ({
  name,
  model: 'Simulated',
  platform: 'other',
  app_version: 'cli',
})

export const pinOf = async ({ values, io, ask }: Run, question: string): Promise<string> =>
  values.pin ?? io.env['LATCHKEY_PHONE_PIN'] ?? (await ask(question)).trim()
