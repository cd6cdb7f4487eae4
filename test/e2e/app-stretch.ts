import type { Page } from 'playwright-core'

/**
 * Shows the screen as another language might: every text longer by two fifths and with accents, then read from right to left, at both
 * widths of narrow phones. Answers what runs over, is cut off or lies on something else. The screen is as before afterwards.
 */
export async function stretch(page: Page): Promise<string[]> {
  const found = new Set<string>()
  const before = page.viewportSize()
  for (const direction of ['ltr', 'rtl'] as const) {
    await page.evaluate(speakLonger, direction)
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 844 })
      for (const fault of await page.evaluate(findFaults)) found.add(`${direction} ${width}: ${fault}`)
    }
    await page.evaluate(speakAsBefore)
  }
  if (before) await page.setViewportSize(before)
  return [...found]
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
    if (!nodeValue?.trim() || !parent || parent.closest('script, style, pre, body [dir=ltr]')) continue
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
  if (excess > 0) faults.push(`scrolls sideways by ${excess}`)
  const isHidden = (element: Element) =>
    element.closest('[aria-hidden=true], .sr-only, [hidden]') !== null || !element.checkVisibility()
  const name = (element: Element) =>
    `<${element.tagName.toLowerCase()}> ${(element.textContent ?? '').trim().slice(0, 60)}`
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
    const hasWords = [...element.childNodes].some(
      ({ nodeType, nodeValue }) => nodeType === Node.TEXT_NODE && nodeValue?.trim(),
    )
    if (!hasWords || isHidden(element)) continue
    const range = document.createRange()
    range.selectNodeContents(element)
    const box = range.getBoundingClientRect()
    if (box.width === 0) continue
    if (box.left < -1 || box.right > window.innerWidth + 1) faults.push(`out of the screen: ${name(element)}`)
    for (let above: Element | null = element; above; above = above.parentElement) {
      const { overflowX } = getComputedStyle(above)
      if (overflowX === 'visible' || above === document.documentElement) continue
      const around = above.getBoundingClientRect()
      const cut = box.left < around.left - 1 || box.right > around.right + 1
      if (cut && overflowX !== 'auto') faults.push(`cut off: ${name(element)}`)
      break
    }
  }
  const controls = [...document.querySelectorAll('a, button, input, summary, textarea, select')].filter(
    (element) => !isHidden(element),
  )
  controls.forEach((one, index) => {
    const a = seen(one)
    for (const other of controls.slice(index + 1)) {
      if (one.contains(other) || other.contains(one)) continue
      const b = seen(other)
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
      if (wide > 1 && high > 1) faults.push(`on each other: ${name(one)} and ${name(other)}`)
    }
  })
  return faults
}
