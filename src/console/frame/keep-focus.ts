/** Some two seconds; in frames, since a slow computer also takes longer to take a dialog away. */
const mostFrames = 120

/**
 * After an act that took away what was pressed, such as the button of a banner: where the focus fell off the page with it, it goes to the heading.
 */
export function keepFocus(): void {
  let frames = 0
  let lost = 0
  requestAnimationFrame(function look() {
    frames += 1
    // A dialog that goes gives the focus back a frame later.
    lost = document.activeElement === document.body ? lost + 1 : 0
    if (lost > 2) document.querySelector('h1')?.focus()
    else if (frames < mostFrames) requestAnimationFrame(look)
  })
}
