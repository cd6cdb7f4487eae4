/** Whether a key pressed here is text for a field, or belongs to an open layer, and so is no shortcut. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  return (
    target.closest(
      'input:not([type="checkbox"], [type="radio"]), textarea, select, [role="menu"], dialog, [role="dialog"], [role="alertdialog"]',
    ) !== null
  )
}
