import { isSupportedCountry } from 'libphonenumber-js/max'
import * as z from 'zod'
import { hosts, list, type Setting, wholeNumber } from './variables.ts'

/** Where texts are sent, by one HTTP request each. */
export interface SmsConfig {
  /** With user name and password where the service wants Basic authentication. */
  readonly url: URL
  readonly method: 'POST' | 'PUT'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** By status or class of them. */
  readonly statuses: Readonly<Record<string, 'sent' | 'refused' | 'retry'>>
  /** `host:port` of a service on a private address. */
  readonly allowedHosts: readonly string[]
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[]
  /** Of one organisation. */
  readonly perDay: number
}

const smsStatusDefault = '2xx=sent,400=refused,404=refused,422=refused'

/** The variables that say so. */
export const smsSettings: readonly Setting[] = [
  {
    name: 'LATCHKEY_SMS_URL',
    meaning:
      'Where a text is sent by one HTTP request; user name and password before the host go as Basic authentication. Goes with ' +
      'LATCHKEY_SMS_BODY and LATCHKEY_SMS_COUNTRIES. Without it, no texts are sent.',
    example: 'https://AC…:token@api.twilio.com/2010-04-01/Accounts/AC…/Messages.json',
  },
  {
    name: 'LATCHKEY_SMS_BODY',
    meaning:
      'What that request says: a form, or JSON. In its values {to} is the number in E.164, {digits} the same without the plus, ' +
      '{text} the text, {id} the id of the message.',
    example: 'To={to}&From=%2B15005550006&Body={text}',
  },
  {
    name: 'LATCHKEY_SMS_COUNTRIES',
    meaning: 'The countries whose numbers texts may go to, separated by commas (ISO 3166-1 alpha-2).',
    example: 'DE,AT,CH',
  },
  { name: 'LATCHKEY_SMS_METHOD', meaning: 'POST or PUT.', default: 'POST' },
  {
    name: 'LATCHKEY_SMS_HEADERS',
    meaning: 'Further headers of that request, as a JSON object.',
    example: '{"authorization":"Bearer …"}',
  },
  {
    name: 'LATCHKEY_SMS_STATUS',
    meaning:
      'What its answers mean, separated by commas: a status or a class of them, and sent, refused or retry. What is not named is ' +
      'tried again.',
    default: smsStatusDefault,
  },
  {
    name: 'LATCHKEY_SMS_PER_DAY',
    meaning: 'Texts that one organisation sends in a day at most.',
    default: '200',
  },
  {
    name: 'LATCHKEY_SMS_ALLOWED_HOSTS',
    meaning:
      'host:port, separated by commas, of a text service on a private address. Others are refused there.',
    example: 'sms.internal:8443',
  },
]

const smsUrl = z
  .url({ protocol: /^https?$/, error: 'an address like https://user:password@sms.example.org/messages' })
  .transform((text) => new URL(text))
  .refine((url) => !url.hash, { error: 'an address without a fragment' })

const smsBody = z
  .string()
  .refine((text) => /\{(?:to|digits)\}/.test(text) && text.includes('{text}'), {
    error: 'names {to} or {digits}, and {text}',
  })
  .refine((text) => !/^\s*[{[]/.test(text) || parseJson(text) !== undefined, { error: 'not JSON' })

const countries = list
  .transform((each) => each.map((code) => code.toUpperCase()))
  .refine((each) => each.length > 0 && each.every((code) => isSupportedCountry(code)), {
    error: 'codes of countries like DE,AT, separated by commas',
  })

const headers = z
  .string()
  .transform((text) => parseJson(text))
  .pipe(
    z.record(z.string().regex(/^[\w-]+$/), z.string().regex(/^[^\r\n\0]*$/), {
      error: 'a JSON object of names and texts',
    }),
  )

const smsStatuses = list
  .refine((each) => each.every((one) => /^(?:[1-5]xx|[1-5]\d\d)=(?:sent|refused|retry)$/.test(one)), {
    error: 'like 2xx=sent,400=refused',
  })
  .transform((each) => Object.fromEntries(each.map((one) => one.split('='))) as SmsConfig['statuses'])

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** How each of them reads. */
export const smsVariables = {
  LATCHKEY_SMS_URL: smsUrl.optional(),
  LATCHKEY_SMS_BODY: smsBody.optional(),
  LATCHKEY_SMS_COUNTRIES: countries.optional(),
  LATCHKEY_SMS_METHOD: z.enum(['POST', 'PUT']).default('POST'),
  LATCHKEY_SMS_HEADERS: headers.prefault('{}'),
  LATCHKEY_SMS_STATUS: smsStatuses.prefault(smsStatusDefault),
  LATCHKEY_SMS_PER_DAY: wholeNumber(1, 1_000_000).prefault('200'),
  LATCHKEY_SMS_ALLOWED_HOSTS: hosts.prefault(''),
}

/** Null where no service is named: no texts are sent. What goes with what is checked by the whole configuration. */
export function smsOf(env: z.output<z.ZodObject<typeof smsVariables>>): SmsConfig | null {
  const { LATCHKEY_SMS_URL: url, LATCHKEY_SMS_BODY: body, LATCHKEY_SMS_COUNTRIES: to } = env
  if (!url || !body || !to) return null
  return {
    url,
    method: env.LATCHKEY_SMS_METHOD,
    headers: env.LATCHKEY_SMS_HEADERS,
    body,
    statuses: env.LATCHKEY_SMS_STATUS,
    allowedHosts: env.LATCHKEY_SMS_ALLOWED_HOSTS.map((host) => host.toLowerCase()),
    countries: to,
    perDay: env.LATCHKEY_SMS_PER_DAY,
  }
}
