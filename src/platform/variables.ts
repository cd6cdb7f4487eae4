import * as z from 'zod'

/** One variable of the environment, as the manual tells it. */
export interface Setting {
  readonly name: string
  readonly meaning: string
  readonly default?: string
  readonly example?: string
}

/** Separated by commas. */
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)

export const hosts = list.refine(
  (each) => each.every((host) => /^[^\s:/]+:\d+$|^\[[0-9a-f:]+\]:\d+$/i.test(host)),
  {
    error: 'host:port, separated by commas',
  },
)

export const wholeNumber = (least: number, most: number) =>
  z.string().regex(/^\d+$/, 'a whole number').transform(Number).pipe(z.number().min(least).max(most))
