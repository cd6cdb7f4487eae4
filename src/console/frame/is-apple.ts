/** Whether ⌘ is the key of shortcuts here; else it is Ctrl. */
export const isApple = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform)
