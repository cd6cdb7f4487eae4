/**
 * After an act that took away what was pressed, such as the button of a banner: where the focus fell off the page with it, it goes to the heading.
 */
export function keepFocus(): void {
  // The dialog gives the focus back first.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) document.querySelector('h1')?.focus()
    }),
  )
}
