import { classes } from './classes.ts'

interface AvatarProps {
  /** Whose: gives the initials. */
  name: string
  /** What the colour follows, such as an id, so that it outlives a change of name. */
  seed?: string
  size?: 'small' | 'regular' | 'large'
}

const sizes = {
  small: 'size-6 text-[0.625rem]',
  regular: 'size-8 text-meta',
  large: 'size-12 text-card',
} as const

/** Initials on a colour. Only decoration: the name stands beside it. */
export function Avatar({ name, seed = name, size = 'regular' }: AvatarProps) {
  return (
    <span
      aria-hidden
      className={classes(
        'inline-grid shrink-0 place-items-center rounded-full font-semibold select-none',
        sizes[size],
        `hue-${hue(seed)}`,
      )}
    >
      {initials(name)}
    </span>
  )
}

/** One of the eight colours of kit.css. */
function hue(seed: string) {
  let hash = 0
  for (const character of seed) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return hash % 8
}

function initials(name: string) {
  const words = name.trim().split(/\s+/)
  const first = [...(words[0] ?? '')][0] ?? '?'
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}
