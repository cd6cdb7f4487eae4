import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')
const kit = readFileSync(new URL('kit.css', import.meta.url), 'utf8')

const light = coloursIn(css.slice(0, css.indexOf('@media (prefers-color-scheme: dark)')))
const systemDark = coloursIn(block('@media (prefers-color-scheme: dark)'))
const chosenDark = coloursIn(block(':root[data-theme="dark"]'))

/** Text stands out by 4.5 (WCAG 2.2, 1.4.3), controls and the focus by 3 (1.4.11). */
const pairs: [foreground: string, background: string, least: number][] = [
  ...['canvas', 'surface', 'raised', 'hover'].flatMap((ground): [string, string, number][] => [
    ['fg', ground, 4.5],
    ['muted', ground, 4.5],
    ['accent-text', ground, 4.5],
    ['danger-text', ground, 4.5],
  ]),
  ...['accent', 'accent-hover'].map((ground): [string, string, number] => ['accent-fg', ground, 4.5]),
  ...['danger', 'danger-hover'].map((ground): [string, string, number] => ['danger-fg', ground, 4.5]),
  ...['success', 'info', 'warning', 'neutral'].map((tone): [string, string, number] => [
    tone,
    `${tone}-soft`,
    4.5,
  ]),
  ['danger-text', 'danger-soft', 4.5],
  ['accent-text', 'accent-soft', 4.5],
  ['fg', 'accent-soft', 4.5],
  ['muted', 'accent-soft', 4.5],
  ...['success', 'info', 'warning', 'danger', 'neutral'].map((tone): [string, string, number] => [
    'fg',
    `${tone}-soft`,
    4.5,
  ]),
  ...['canvas', 'surface', 'raised'].flatMap((ground): [string, string, number][] => [
    ['line-strong', ground, 3],
    ['focus', ground, 3],
  ]),
]

test.for([
  ['light', light],
  ['dark', systemDark],
] as const)('every pair of the %s theme has its contrast', ([, colours]) => {
  for (const [foreground, background, least] of pairs) {
    expect
      .soft(contrast(colours[foreground], colours[background]), `${foreground} on ${background}`)
      .toBeGreaterThanOrEqual(least)
  }
})

test('the dark theme is the same whether the system or the person asks for it', () => {
  expect(Object.keys(systemDark).length).toBeGreaterThan(20)
  expect(chosenDark).toEqual(systemDark)
})

test('initials can be read in every hue and in both themes', () => {
  const hues = [...kit.matchAll(/background: light-dark\((.+), (.+)\);\s+color: light-dark\((.+), (.+)\);/g)]
  expect(hues).toHaveLength(8)
  for (const [rule, lightGround, darkGround, lightInk, darkInk] of hues) {
    expect.soft(contrast(lightInk, lightGround), rule).toBeGreaterThanOrEqual(7)
    expect.soft(contrast(darkInk, darkGround), rule).toBeGreaterThanOrEqual(7)
  }
})

function block(selector: string): string {
  const start = css.indexOf(selector)
  const end = css.indexOf('\n}', start)
  if (start < 0 || end < 0) throw new Error(`tokens.css has no ${selector}`)
  return css.slice(start, end)
}

function coloursIn(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]),
  )
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: string | undefined, other: string | undefined): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** WCAG 2.2, "relative luminance". */
function luminance(hex: string | undefined): number {
  if (!hex) throw new Error('A colour is missing')
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
