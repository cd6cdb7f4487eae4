/**
 * Brings the focus back to a panel once a dialog is gone whose opener is gone too: to the first element that `selector` finds there, else
 * to the first thing that can be done.
 */
export function focusPanel(id: string, selector = 'button'): void {
  // The dialog gives the focus back in the next frame, to something far away.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const panel = document.getElementById(id)
      const next = panel?.querySelector<HTMLElement>(selector) ?? panel?.querySelector<HTMLElement>('button')
      next?.focus()
    }),
  )
}
