import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** What names a side of the screen; a language that runs the other way needs starts and ends (CSS Logical Properties §4). */
const sides = {
  tsx: /(?<![\w-])-?(?:(?:scroll-)?[mp][lr]-|(?:left|right)-[\d[pf]|(?:border|rounded)-(?:[tb]?[lr])(?!\w)|(?:text|float)-(?:left|right)\b)/,
  css: /(?:margin|padding|border)-(?:left|right)|(?:^|[\s;{])(?:left|right):|(?:text-align|float): *(?:left|right)/,
}

test.for([
  ['ui', 20],
  ['authenticator', 20],
  ['console', 100],
  ['account', 15],
] as const)('no layout in %s names a side of the screen', async ([room, least]) => {
  const names = (await readdir(join(root, room), { recursive: true })).filter(
    (name) => /\.(?:tsx|css)$/.test(name) && !name.includes('.test.') && !name.startsWith('gallery'),
  )
  expect(names.length).toBeGreaterThan(least)
  const found: string[] = []
  for (const name of names) {
    const isStyle = name.endsWith('.css')
    for (const line of (await readFile(join(root, room, name), 'utf8')).split('\n')) {
      const texts = isStyle ? [line] : [...line.matchAll(/(["'`])(.*?)\1/g)].map(([, , text = '']) => text)
      // Reason measures the window: it means the side that it says.
      const isMeant = name === 'Reason.tsx' && line.includes("side === 'start'")
      if (!isMeant && texts.some((text) => sides[isStyle ? 'css' : 'tsx'].test(text)))
        found.push(`${name}: ${line.trim()}`)
    }
  }
  expect(found).toEqual([])
})

test('nor does the style of the hosted pages', async () => {
  const style = await readFile(join(root, 'pages/style.ts'), 'utf8')
  expect(style).toContain('padding-inline-start')
  expect(style.split('\n').filter((line) => sides.css.test(line))).toEqual([])
})

test.for(['ml-2', '-mr-[3px]', 'left-0', 'rounded-tl-card', 'border-l', 'grid text-right', 'sm:pl-4'])(
  '%s would be found',
  (looks) => {
    expect(sides.tsx.test(looks)).toBe(true)
  },
)
