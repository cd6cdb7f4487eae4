import type { Page } from 'playwright-core'
import { picture } from './look.ts'

interface Stretched {
  /** Of the window, in px; by default those of narrow phones. */
  readonly widths?: readonly number[]
  readonly directions?: readonly ('ltr' | 'rtl')[]
  /** Of the pictures, where somebody wants to look. */
  readonly name?: string
}

/**
 * Shows the screen as another language might: every text longer by two fifths and with accents, then read from right to left, at each
 * width. Answers what runs over, is cut off or lies on something else. The screen is as before afterwards.
 */
export async function stretch(
  page: Page,
  { widths = [390, 320], directions = ['ltr', 'rtl'], name }: Stretched = {},
): Promise<string[]> {
  const found = new Set<string>()
  const before = page.viewportSize()
  for (const width of widths) {
    // First the width: what is shown at another one is shown in its own words.
    await page.setViewportSize({ width, height: width > 1000 ? 900 : 844 })
    await page.evaluate(painted)
    for (const direction of directions) {
      await page.evaluate(speakLonger, direction)
      for (const fault of await page.evaluate(findFaults)) found.add(`${direction} ${width}: ${fault}`)
      if (name) await picture(page, `${name}-${direction}-${width}`)
      await page.evaluate(speakAsBefore)
    }
  }
  if (before) await page.setViewportSize(before)
  return [...found]
}

function painted(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}

function speakLonger(direction: 'ltr' | 'rtl') {
  const accents: Record<string, string> = {
    a: 'á',
    e: 'ë',
    i: 'ï',
    o: 'ø',
    u: 'ü',
    n: 'ñ',
    c: 'ç',
    A: 'Å',
    E: 'É',
  }
  const longer = (text: string) => {
    const letters = text.replace(/[aeiouncAE]/g, (letter) => accents[letter] ?? letter)
    // As a longer word, not as one more: other languages have long ones.
    return text.trim().length < 2
      ? text
      : `${letters}${'é'.repeat(Math.min(9, Math.ceil(text.trim().length * 0.1)))}${' ëxtrå'.repeat(Math.ceil((text.trim().length * 0.3) / 6))}`
  }
  const kept: (() => void)[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node
    const { nodeValue } = text
    const parent = text.parentElement
    // Addresses, codes and what was typed are no sentences.
    if (
      !nodeValue?.trim() ||
      !parent ||
      parent.closest('script, style, pre, code, output, [aria-hidden=true], body [dir=ltr]')
    )
      continue
    kept.push(() => {
      text.nodeValue = nodeValue
    })
    text.nodeValue = longer(nodeValue)
  }
  document.documentElement.dir = direction
  kept.push(() => {
    document.documentElement.dir = 'ltr'
  })
  const undoAll = () => {
    for (const undo of kept) undo()
  }
  Object.assign(window, { speakAsBefore: undoAll })
}

function speakAsBefore() {
  const { speakAsBefore: undo } = window as unknown as { speakAsBefore: () => void }
  undo()
}

function findFaults(): string[] {
  const faults: string[] = []
  const excess = document.documentElement.scrollWidth - window.innerWidth
  /** For those alone who hear the page: one pixel of it is there. */
  const isHeard = (element: Element) => {
    for (let each: Element | null = element; each; each = each.parentElement) {
      const { position, width, overflowX } = getComputedStyle(each)
      if (position === 'absolute' && width === '1px' && overflowX !== 'visible') return true
    }
    return false
  }
  const isHidden = (element: Element) =>
    element.closest('[aria-hidden=true], [hidden]') !== null || !element.checkVisibility() || isHeard(element)
  const name = (element: Element) =>
    `<${element.tagName.toLowerCase()}> ${(element.textContent ?? '').trim().slice(0, 60)}`
  if (excess > 0) {
    const isOut = (element: Element) => {
      const { left, right, width } = element.getBoundingClientRect()
      return width > 0 && (left < -1 || right > window.innerWidth + 1)
    }
    const out = [...document.body.querySelectorAll('*')].filter(
      (element) => isOut(element) && ![...element.children].some(isOut),
    )
    faults.push(
      `scrolls sideways by ${excess}: ${out
        .slice(0, 4)
        .map((e) => e.outerHTML.slice(0, 150))
        .join(', ')}`,
    )
  }
  type Box = ReturnType<typeof seen>
  /** What of an element its scrolling ancestors let through. */
  const seen = (element: Element) => {
    let { left, top, right, bottom } = element.getBoundingClientRect()
    for (let above = element.parentElement; above; above = above.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(above)
      if (overflowX === 'visible' && overflowY === 'visible') continue
      const box = above.getBoundingClientRect()
      left = Math.max(left, box.left)
      right = Math.min(right, box.right)
      top = Math.max(top, box.top)
      bottom = Math.min(bottom, box.bottom)
    }
    return { left, top, right, bottom }
  }
  for (const element of document.body.querySelectorAll('*')) {
    const words = [...element.childNodes].filter(
      ({ nodeType, nodeValue }) => nodeType === Node.TEXT_NODE && nodeValue?.trim(),
    )
    if (words.length === 0 || isHidden(element)) continue
    for (const text of words) findFaultsOf(element, text)
  }
  function findFaultsOf(element: Element, text: ChildNode) {
    const range = document.createRange()
    range.selectNodeContents(text)
    const box = range.getBoundingClientRect()
    if (box.width === 0) return
    const isOut = box.left < -1 || box.right > window.innerWidth + 1
    // What scrolls by itself, such as a wide table, is reached.
    const isReached = () => {
      for (let above: Element | null = element; above; above = above.parentElement)
        if (/auto|scroll/.test(getComputedStyle(above).overflowX)) return above !== document.documentElement
      return false
    }
    if (isOut && !isReached()) faults.push(`out of the screen: ${name(element)}`)
    for (let above: Element | null = element; above; above = above.parentElement) {
      const { overflowX } = getComputedStyle(above)
      if (overflowX === 'visible' || above === document.documentElement) continue
      const around = above.getBoundingClientRect()
      const cut = box.left < around.left - 1 || box.right > around.right + 1
      if (cut && overflowX !== 'auto' && overflowX !== 'scroll') faults.push(`cut off: ${name(element)}`)
      break
    }
  }
  /** Where it is written: a button may stand in the padding of its field. */
  const written = (element: Element) => {
    const box = seen(element)
    if (!(element instanceof HTMLInputElement)) return box
    const { paddingLeft, paddingRight } = getComputedStyle(element)
    return {
      ...box,
      left: box.left + Number.parseFloat(paddingLeft),
      right: box.right - Number.parseFloat(paddingRight),
    }
  }
  const controls = [...document.querySelectorAll('a, button, input, summary, textarea, select')].filter(
    (element) => !isHidden(element),
  )
  const stays = (element: Element) => {
    for (let each: Element | null = element; each; each = each.parentElement)
      if (/sticky|fixed/.test(getComputedStyle(each).position)) return each
    return null
  }
  for (const element of controls) {
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = element
    const isLine =
      getComputedStyle(element).display === 'inline' || /^(?:INPUT|TEXTAREA|SELECT)$/.test(element.tagName)
    if (!isLine && clientWidth > 1 && (scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1))
      faults.push(`runs out of itself: ${name(element)}`)
  }
  const bars = controls.map(stays)
  const boxes = controls.map(written)
  controls.forEach((one, index) => {
    const a = boxes[index] as Box
    for (const [at, other] of controls.entries()) {
      if (at <= index || one.contains(other) || other.contains(one)) continue
      // A bar that stays in view lies on what is scrolled below it.
      if (bars[index] !== bars[at]) continue
      const b = boxes[at] as Box
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
      if (wide > 1 && high > 1) faults.push(`on each other: ${name(one)} and ${name(other)}`)
    }
  })
  return faults
}
